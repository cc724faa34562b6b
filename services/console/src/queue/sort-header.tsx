import type { AlertSort } from "@redflag/domain/alert-sort";
import { useText } from "../words/words.tsx";
import { COLUMN_SORTS, type ColumnId } from "./alert-columns.tsx";
import styles from "./alert-table.module.css";
import { useQueueSearch } from "./use-queue-search.ts";

/** A column's name; where the list can be ordered by it, it does so. */
export function SortHeader({ column, index, sort }: { column: string; index: number; sort: AlertSort }) {
  const t = useText();
  const { narrow } = useQueueSearch();
  const id = column as ColumnId;
  const by = COLUMN_SORTS[id];
  const name = t(`queue.column.${id}`);
  if (by === undefined) {
    return (
      <th scope="col" aria-colindex={index} className={styles[id]}>
        {id === "select" ? <span className="unseen">{name}</span> : name}
      </th>
    );
  }
  const isSorted = sort === by;
  return (
    <th
      scope="col"
      aria-colindex={index}
      className={styles[id]}
      aria-sort={isSorted ? (by === "due" ? "ascending" : "descending") : "none"}
    >
      <button type="button" className={styles.sort} onClick={() => narrow({ sort: by })} title={t(`queue.sort.${by}`)}>
        {name}
        <span aria-hidden="true">{isSorted ? (by === "due" ? "↑" : "↓") : ""}</span>
      </button>
    </th>
  );
}
