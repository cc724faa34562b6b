import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { FailureLine, Loading } from "../show/states.tsx";
import { AlertTable, type TableHandle } from "./alert-table.tsx";
import { ListFailure } from "./list-failure.tsx";
import { ListHead } from "./list-head.tsx";
import { NothingThere } from "./nothing-there.tsx";
import styles from "./queue.module.css";
import { sortOf } from "./queue-search.ts";
import { RowSceneContext } from "./row-scene.ts";
import { tableRows } from "./table-rows.ts";
import { listKeyOf, useAlertList } from "./use-alert-list.ts";
import { useListReview } from "./use-list-review.tsx";
import { useLiveRows } from "./use-live-rows.ts";
import { useQueueKey } from "./use-queue-key.ts";
import { useQueueSearch } from "./use-queue-search.ts";
import { useRowScene } from "./use-row-scene.ts";
import { useSchemes } from "./use-schemes.ts";
import { useSelection } from "./use-selection.ts";
import { useTableKeys } from "./use-table-keys.ts";

/** The rows of one filter, and what is done with them. */
export function QueueList() {
  const client = useQueryClient();
  const { search, openBeside } = useQueueSearch();
  const list = useAlertList(search);
  const scene = useRowScene();
  const navigate = useNavigate();
  const live = useLiveRows(search);
  const { schemes, unfold, fold } = useSchemes();
  const isFolding = sortOf(search) === "rank" && !search.flat;
  const rows = useMemo(() => tableRows(list.rows, schemes, isFolding), [list.rows, schemes, isFolding]);
  const [cursorId, setCursorId] = useState(search.beside);
  // Until somebody moves, and when the row is there no more: the first.
  const cursor = Math.max(
    0,
    rows.findIndex(({ alert }) => alert.id === cursorId),
  );
  const table = useRef<TableHandle>(null);
  const selection = useSelection(rows);

  const moveTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (row === undefined) return;
    setCursorId(row.alert.id);
    live.noteSeen(row.alert.id);
    table.current?.show(rows.indexOf(row));
    if (search.beside !== undefined && search.beside !== row.alert.id) openBeside(row.alert.id);
  };
  const review = useListReview({
    alerts: selection.rows.length > 0 ? selection.rows : rows.slice(cursor, cursor + 1).map(({ alert }) => alert),
    isSelection: selection.rows.length > 0,
    onDone: (hasDecided) => {
      selection.clear();
      if (hasDecided) moveTo(cursor + 1);
      else table.current?.show(cursor);
    },
  });
  const refresh = () => {
    live.forgetAll();
    void client.resetQueries({ queryKey: listKeyOf(search) });
  };
  useQueueKey("R", "queue.key.refresh", refresh);
  const [isFocused, setFocused] = useState(false);
  useTableKeys({ rows, cursor, isFocused, selection, onMove: moveTo, onUnfold: unfold, onFold: fold });

  return (
    <div className={styles.list}>
      <ListHead
        selected={selection.rows.length}
        onClear={selection.clear}
        review={review}
        freshCount={live.freshCount}
        isFetching={list.isFetching}
        onRefresh={refresh}
        loaded={rows.length}
        alerts={rows.reduce((count, { level, folded }) => count + (level === 1 ? 1 + folded : 0), 0)}
        hasMore={list.hasMore}
      />
      {review.error !== null && <FailureLine error={review.error} />}
      {list.error !== null && rows.length === 0 ? (
        <ListFailure error={list.error} onRetry={list.refetch} />
      ) : list.isPending ? (
        <Loading rows={14} />
      ) : rows.length === 0 && !list.hasMore ? (
        <NothingThere />
      ) : (
        <RowSceneContext value={scene}>
          <AlertTable
            ref={table}
            rows={rows}
            list={list}
            search={search}
            cursor={cursor}
            changed={live.changed}
            selection={selection}
            onFocus={setFocused}
            onMove={moveTo}
            onUnfold={unfold}
            onFold={fold}
            onOpen={openBeside}
            onAddress={(address) => void navigate({ to: "/addresses/$address", params: { address } })}
          />
        </RowSceneContext>
      )}
      {review.dialog}
    </div>
  );
}
