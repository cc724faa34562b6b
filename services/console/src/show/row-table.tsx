import { Fragment, type ReactNode } from "react";
import { More } from "./more.tsx";
import { Failure, Loading } from "./states.tsx";

export interface Column<Row> {
  /** The heading; its text is the column's key. */
  head: string;
  cell: (row: Row) => ReactNode;
  /** `number`: at the end of the cell, in figures of one width. */
  className?: string;
}

interface Pages {
  error: Error | null;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

interface Props<Row> {
  /** What the rows are, for whoever cannot see the heading above. */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while they are on their way. */
  rows: readonly Row[] | undefined;
  keyOf: (row: Row) => string;
  /** As `usePages` or `useQuery` gives it. */
  pages: Pages;
  /** What stands open under a row, over all columns; undefined: nothing. */
  below?: (row: Row) => ReactNode;
  /** In place of the table where there is no row: `<Empty>`. */
  empty: ReactNode;
}

/** Rows as the API lists them, page after page: on their way, failed, none, or there. */
export function RowTable<Row>({ label, columns, rows, keyOf, pages, below, empty }: Props<Row>) {
  if (pages.error !== null) return <Failure error={pages.error} onRetry={() => void pages.refetch()} />;
  if (rows === undefined) return <Loading />;
  if (rows.length === 0) return empty;
  const { hasNextPage = false, isFetchingNextPage = false, fetchNextPage = () => undefined } = pages;
  return (
    <>
      <div className="scroll">
        <table className="data-table" aria-label={label}>
          <thead>
            <tr>
              {columns.map(({ head, className }) => (
                <th key={head} scope="col" className={className}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const opened = below?.(row);
              return (
                <Fragment key={keyOf(row)}>
                  <tr>
                    {columns.map(({ head, cell, className }) => (
                      <td key={head} className={className}>
                        {cell(row)}
                      </td>
                    ))}
                  </tr>
                  {opened !== undefined && (
                    <tr>
                      <td colSpan={columns.length}>{opened}</td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      <More pages={{ hasNextPage, isFetchingNextPage, fetchNextPage }} />
    </>
  );
}
