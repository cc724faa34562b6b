import { textTable } from "../text-table.ts";

/** What so many processes did together, on one database and one queue. */
export interface WorkFigures {
  workers: number;
  /** Transfers, or deliveries, those of bad receivers too. */
  items: number;
  seconds: number;
  workersCpuSeconds: number;
  /** The largest part of it that one process did, of a hundred. */
  busiestPercent: number;
  postgresCpuSeconds: number;
  commits: number;
  walBytes: number;
  /** Rows that were written into the table of the items, also such as were taken back: one each where no work is done twice. */
  rowsWritten: number;
}

export interface WorkersResult {
  queue: string;
  load: number;
  ingest: WorkFigures[];
  notify: WorkFigures[];
}

export function workersText({ queue, load, ingest, notify }: WorkersResult): string {
  return [
    `queue in ${queue}, load ${load.toFixed(1)}`,
    "",
    workText("ingest", "million transfers", 1_000_000, ingest),
    "",
    workText("notify", "1,000 deliveries", 1_000, notify),
  ].join("\n");
}

function workText(name: string, unit: string, size: number, rows: readonly WorkFigures[]): string {
  const head = [
    `${name}: work for a ${unit}`,
    "a second",
    "CPU s workers",
    "CPU s PostgreSQL",
    "commits",
    "WAL MB",
    "rows for one",
    "busiest %",
  ];
  return textTable([head, ...rows.map((row) => cells(row, size))]);
}

function cells(row: WorkFigures, size: number): string[] {
  const each = (value: number) => (value * size) / row.items;
  return [
    `${row.workers} ${row.workers === 1 ? "process" : "processes"}`,
    Math.round(row.items / row.seconds).toLocaleString("en-US"),
    each(row.workersCpuSeconds).toFixed(1),
    each(row.postgresCpuSeconds).toFixed(1),
    Math.round(each(row.commits)).toLocaleString("en-US"),
    each(row.walBytes / 1e6).toFixed(1),
    (row.rowsWritten / row.items).toFixed(2),
    Math.round(row.busiestPercent).toString(),
  ];
}
