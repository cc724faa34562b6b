import { useTable } from "@tanstack/react-table";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import { usePreferences } from "../app/preferences.ts";
import { useText } from "../words/words.tsx";
import { COLUMNS, FEATURES } from "./alert-columns.tsx";
import styles from "./alert-table.module.css";
import { AlertTableRow } from "./alert-table-row.tsx";
import { type QueueSearch, sortOf } from "./queue-search.ts";
import { SortHeader } from "./sort-header.tsx";
import { TableEnd } from "./table-end.tsx";
import type { TableRow } from "./table-rows.ts";
import type { useAlertList } from "./use-alert-list.ts";
import type { Selection } from "./use-selection.ts";

export interface TableHandle {
  /** Scrolls to the row, if need be, and gives it the focus. */
  show: (index: number) => void;
}

interface Props {
  ref: Ref<TableHandle>;
  rows: readonly TableRow[];
  list: ReturnType<typeof useAlertList>;
  search: QueueSearch;
  cursor: number;
  changed: ReadonlySet<string>;
  selection: Selection;
  /** A row has the focus, or has it no more. */
  onFocus: (isFocused: boolean) => void;
  onMove: (index: number) => void;
  onUnfold: (id: string) => void;
  onFold: (id: string) => void;
  onOpen: (id: string) => void;
  onAddress: (subject: string) => void;
}

/** As --row of the look. */
const ROW_PX = { comfortable: 34, compact: 28 } as const;
const OVERSCAN = 10;
/** Rows before the end at which the next page is asked for. */
const AHEAD = 40;

export function AlertTable(props: Props) {
  const { ref, rows, list, search, cursor, changed, selection, onFocus, onMove, onUnfold, onFold } = props;
  const { onOpen, onAddress } = props;
  const t = useText();
  const { density } = usePreferences();
  const scroll = useRef<HTMLDivElement>(null);
  const rowPx = ROW_PX[density];
  // Rows of another height are other rows: places are kept by key, and reckoned anew only where there are other keys.
  const keyOf = useCallback(
    (index: number) => `${rowPx} ${rows[index]?.level} ${rows[index]?.alert.id}`,
    [rowPx, rows],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    // The row under the cursor can always be reached by Tab, wherever one has scrolled to.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(cursor, rows.length - 1)])].sort((a, b) => a - b),
  });

  const wanted = useRef<number>(undefined);
  useImperativeHandle(ref, () => ({
    show: (index) => {
      wanted.current = index;
      virtual.scrollToIndex(index);
    },
  }));
  useEffect(() => {
    if (wanted.current !== cursor) return;
    const row = scroll.current?.querySelector<HTMLElement>(`[data-index="${cursor}"]`);
    if (row == null) return;
    row.focus({ preventScroll: true });
    wanted.current = undefined;
  });

  const shown = virtual.getVirtualItems();
  // The table is made of the rows that are seen alone: what is loaded besides costs nothing while one scrolls.
  const data = useMemo(() => shown.flatMap(({ index }) => rows.slice(index, index + 1)), [shown, rows]);
  const table = useTable({
    features: FEATURES,
    columns: COLUMNS,
    data,
    getRowId: ({ alert, level }) => `${level}${alert.id}`,
  });
  const lines = table.getRowModel().rows;
  const last = shown.reduce((most, { index }) => Math.max(most, index === cursor ? -1 : index), -1);
  const { hasMore, isAsking, isFetchingMore, hasFailedMore, fetchMore } = list;
  const wantsMore = hasMore && !isAsking && !isFetchingMore && !hasFailedMore && last >= rows.length - AHEAD;
  useEffect(() => {
    if (wantsMore) fetchMore();
  }, [wantsMore, fetchMore]);

  return (
    <div ref={scroll} className={styles.scroll}>
      <table
        // Its rows have the focus, one after the other.
        role="treegrid"
        className={styles.table}
        aria-label={t("queue.table")}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
        aria-colcount={COLUMNS.length}
        aria-multiselectable
        onFocus={() => onFocus(true)}
        // A dialog over it gives the focus back: the list of keys that it may be has those of a row.
        onBlur={({ relatedTarget }) => relatedTarget?.closest("[role=dialog]") == null && onFocus(false)}
      >
        <thead>
          {table.getHeaderGroups().map(({ id, headers }) => (
            <tr key={id} className={`${styles.row} ${styles.header}`} aria-rowindex={1}>
              {headers.map(({ column }, i) => (
                <SortHeader key={column.id} column={column.id} index={i + 1} sort={sortOf(search)} />
              ))}
            </tr>
          ))}
        </thead>
        <tbody style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, key, start, size }, i) => {
            const line = lines[i];
            return (
              line && (
                <AlertTableRow
                  key={key}
                  line={line}
                  index={index}
                  start={start}
                  size={size}
                  isCursor={index === cursor}
                  isSelected={selection.has(line.original.alert.id)}
                  isChanged={changed.has(line.original.alert.id)}
                  isBeside={search.beside === line.original.alert.id}
                  search={search}
                  selection={selection}
                  onMove={onMove}
                  onUnfold={onUnfold}
                  onFold={onFold}
                  onOpen={onOpen}
                  onAddress={onAddress}
                />
              )
            );
          })}
        </tbody>
      </table>
      <TableEnd list={list} />
    </div>
  );
}
