import type { Row, Summary } from "./summary.ts";

const COLUMNS: ReadonlyArray<readonly [title: string, cell: (row: Row) => string]> = [
  ["contender", ({ contender }) => contender],
  ["seconds", ({ seconds }) => seconds.toFixed(1)],
  ["transfers/s", ({ transfersPerSecond }) => Math.round(transfersPerSecond).toLocaleString("en-US")],
  ["CPU s per 1M: client", ({ cpuPerMillion }) => figure(cpuPerMillion?.client)],
  ["PostgreSQL", ({ cpuPerMillion }) => figure(cpuPerMillion?.postgres)],
  ["total", ({ cpuPerMillion }) => figure(cpuPerMillion?.total)],
  ["peak RSS MB", ({ rssPeakMb }) => figure(rssPeakMb, 0)],
  ["speed of the floor's", ({ ratio }) => percent(ratio)],
  ["by CPU", ({ cpuRatio }) => percent(cpuRatio)],
];

/** The summary for people: a table, and what must be known about it. */
export function tableText({ transfers, rounds, rows, void: reason }: Summary): string {
  const table = [COLUMNS.map(([title]) => title), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  const widths = COLUMNS.map((_, i) => Math.max(...table.map((cells) => cells[i]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
  );
  const isMeasured = rows.every(({ cpuPerMillion }) => cpuPerMillion !== undefined);
  return [
    `${transfers.toLocaleString("en-US")} transfers${rounds > 1 ? `, medians of ${rounds} rounds` : ""}`,
    ...lines,
    ...(isMeasured ? [] : ["CPU seconds and memory are measured on Linux only."]),
    ...(reason === undefined ? [] : [`ratio void: ${reason}`]),
  ].join("\n");
}

function figure(value: number | undefined, digits = 1): string {
  return value === undefined ? "–" : value.toFixed(digits);
}

export function percent(share: number | undefined): string {
  return share === undefined ? "–" : `${Math.round(share * 100)} %`;
}
