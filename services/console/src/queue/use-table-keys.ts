import { useNavigate } from "@tanstack/react-router";
import type { TableRow } from "./table-rows.ts";
import { useQueueKey } from "./use-queue-key.ts";
import { useQueueSearch } from "./use-queue-search.ts";
import type { Selection } from "./use-selection.ts";

interface Options {
  rows: readonly TableRow[];
  cursor: number;
  /** Keys that mean something else on other parts of the page count only while a row has the focus. */
  isFocused: boolean;
  selection: Selection;
  onMove: (index: number) => void;
  onUnfold: (id: string) => void;
  onFold: (id: string) => void;
}

const LEAP = 12;

/** Moves, opens, selects and unfolds by key. */
export function useTableKeys({ rows, cursor, isFocused, selection, onMove, onUnfold, onFold }: Options): void {
  const { search, openBeside } = useQueueSearch();
  const navigate = useNavigate();
  const row = rows[cursor];
  const onRow = { enabled: isFocused };
  useQueueKey("J", "queue.key.next", () => onMove(isFocused ? cursor + 1 : cursor));
  useQueueKey("K", "queue.key.previous", () => onMove(isFocused ? cursor - 1 : cursor));
  useQueueKey("ArrowDown", "queue.key.next", () => onMove(cursor + 1), onRow);
  useQueueKey("ArrowUp", "queue.key.previous", () => onMove(cursor - 1), onRow);
  useQueueKey("PageDown", "queue.key.leap", () => onMove(cursor + LEAP), onRow);
  useQueueKey("PageUp", "queue.key.leapBack", () => onMove(cursor - LEAP), onRow);
  useQueueKey("Home", "queue.key.first", () => onMove(0), onRow);
  useQueueKey("End", "queue.key.last", () => onMove(rows.length - 1), onRow);
  useQueueKey("Enter", "queue.key.open", () => row && openBeside(row.alert.id), onRow);
  useQueueKey("O", "queue.key.page", () => row && void navigate({ to: "/alerts/$id", params: { id: row.alert.id } }));
  useQueueKey("X", "queue.key.select", () => selection.toggle(cursor));
  useQueueKey({ key: "X", shift: true }, "queue.key.range", () => selection.extendTo(cursor));
  const isFolded = row !== undefined && row.folded > 0;
  useQueueKey("ArrowRight", "queue.key.unfold", () => row && onUnfold(row.alert.id), {
    enabled: isFocused && isFolded && !row.isUnfolded,
  });
  useQueueKey("ArrowLeft", "queue.key.fold", () => row && onFold(row.alert.id), {
    enabled: isFocused && isFolded && row.isUnfolded,
  });
  // A key has one meaning at a time: the second registration of it would replace the first.
  const isOpen = search.beside !== undefined;
  useQueueKey(
    "Escape",
    isOpen ? "queue.key.closeBeside" : "queue.key.clear",
    () => (isOpen ? openBeside(undefined) : selection.clear()),
    { enabled: isOpen || selection.rows.length > 0 },
  );
}
