import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import { useMemo, useRef } from "react";
import { SELECTED_MAX, selectedMarks, selectionMark } from "./queue-search.ts";
import type { TableRow } from "./table-rows.ts";
import { useQueueSearch } from "./use-queue-search.ts";

export interface Selection {
  /** Those of them that are loaded. */
  rows: readonly AlertRow[];
  has: (id: string) => boolean;
  toggle: (index: number) => void;
  /** From the row that was chosen last to this one. */
  extendTo: (index: number) => void;
  clear: () => void;
}

/** The selected rows: the address keeps them, as many as one action takes. */
export function useSelection(rows: readonly TableRow[]): Selection {
  const { search, select } = useQueueSearch();
  const { selected } = search;
  const marks = useMemo(() => selectedMarks({ selected }), [selected]);
  const from = useRef(0);
  const chosen = useMemo(
    () => (marks.size === 0 ? [] : rows.flatMap(({ alert }) => (marks.has(selectionMark(alert.id)) ? [alert] : []))),
    [rows, marks],
  );
  const has = (id: string) => marks.size > 0 && marks.has(selectionMark(id));
  return {
    rows: chosen,
    has,
    toggle: (index) => {
      const row = rows[index];
      if (row === undefined) return;
      from.current = index;
      const mark = selectionMark(row.alert.id);
      select(new Set(marks.has(mark) ? [...marks].filter((one) => one !== mark) : [...marks, mark]));
    },
    extendTo: (index) => {
      const [first, last] = from.current < index ? [from.current, index] : [index, from.current];
      const between = rows.slice(first, last + 1).map(({ alert }) => selectionMark(alert.id));
      select(new Set([...marks, ...between].slice(0, SELECTED_MAX)));
    },
    clear: () => marks.size > 0 && select(new Set()),
  };
}
