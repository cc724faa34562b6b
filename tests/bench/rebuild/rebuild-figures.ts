import { textTable } from "../text-table.ts";

/** One going over the whole ledger. CPU and memory are absent where the system does not tell. */
export interface LedgerPass {
  what: string;
  seconds: number;
  clientCpuSeconds?: number;
  postgresCpuSeconds?: number;
  rssPeakMb?: number;
}

export interface RebuildFigures {
  transfers: number;
  alerts: number;
  passes: LedgerPass[];
  /** Memory of the rebuild as it went, ten times from its beginning to its end. */
  rssMb: number[];
}

const POINTS = 10;

/** As many points as a glance takes, from the first to the last. */
export function thinOut(samples: readonly number[]): number[] {
  if (samples.length <= POINTS) return [...samples];
  return Array.from(
    { length: POINTS },
    (_, i) => samples[Math.round((i * (samples.length - 1)) / (POINTS - 1))] as number,
  );
}

export function rebuildText({ transfers, alerts, passes, rssMb }: RebuildFigures): string {
  const cell = (figure: number | undefined, digits = 1) => (figure === undefined ? "" : figure.toFixed(digits));
  const table = textTable([
    ["", "seconds", "transfers/s", "CPU s", "PostgreSQL", "peak MB"],
    ...passes.map(({ what, seconds, clientCpuSeconds, postgresCpuSeconds, rssPeakMb }) => [
      what,
      cell(seconds),
      Math.round(transfers / seconds).toLocaleString("en"),
      cell(clientCpuSeconds),
      cell(postgresCpuSeconds),
      cell(rssPeakMb, 0),
    ]),
  ]);
  const memory = rssMb.map((mb) => Math.round(mb)).join(" ");
  return `${table}\n${alerts} alerts; MB as it went: ${memory}`;
}
