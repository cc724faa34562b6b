import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLiveEvents } from "../app/live.tsx";
import { changeRows, findRows } from "../review/alert-pages.ts";
import { findAlertRow } from "./find-alert-row.ts";
import { belongsInto } from "./in-view.ts";
import type { QueueSearch } from "./queue-search.ts";

const DEBOUNCE_MS = 800;
/** Rows that are read again at once; what else has changed follows with the next. */
const READ_MAX = 20;

/** Gathers what happens while a list is looked at: new alerts are counted, rows that are shown change where they stand. */
export function useLiveRows(search: QueueSearch) {
  const client = useQueryClient();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const outdated = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const readShown = async () => {
    timer.current = undefined;
    void client.invalidateQueries({ queryKey: ["alerts", "counts"] });
    const ids = [...outdated.current].slice(0, READ_MAX);
    for (const id of ids) outdated.current.delete(id);
    const read = await Promise.allSettled(ids.map(findAlertRow));
    const rows = new Map(
      read.flatMap((one) => (one.status === "fulfilled" && one.value ? [[one.value.id, one.value] as const] : [])),
    );
    changeRows(client, (row) => rows.get(row.id) ?? row);
    setChanged((now) => new Set([...now, ...rows.keys()]));
    if (outdated.current.size > 0) readSoon();
  };
  const readSoon = () => {
    timer.current ??= setTimeout(() => void readShown(), DEBOUNCE_MS);
  };

  useLiveEvents(({ payload }) => {
    if (!("alert" in payload)) return;
    const isShown = findRows(client, new Set([payload.alert])).size > 0;
    if (isShown) outdated.current.add(payload.alert);
    else if (payload.type === "alert.created" && belongsInto(search, payload)) {
      setFresh((now) => new Set([...now, payload.alert]));
    }
    readSoon();
  });

  return {
    freshCount: fresh.size,
    changed,
    /** The list is read anew: nothing of it is news. */
    forgetAll: () => {
      setFresh(new Set());
      setChanged(new Set());
    },
    /** Somebody has looked at the row. */
    noteSeen: (id: string) => setChanged((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : now)),
  };
}
