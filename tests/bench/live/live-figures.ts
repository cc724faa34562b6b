import { type LatencyRow, summarizeLatency } from "../latency/latency-summary.ts";
import { textTable } from "../text-table.ts";

/** What one contender did with nine chains at once. */
export interface LiveFigures {
  contender: string;
  seconds: number;
  /** Milliseconds from when a block could be seen until the alerts of its listed payments were committed; `blocks` counts payments. */
  all: LatencyRow;
  chains: LatencyRow[];
  /** Percent of one core; absent where the system does not tell. */
  cpuPercent?: { process: number; postgres: number };
  rssPeakMb?: number;
}

export interface ListedPayment {
  chain: string;
  latencyMs: number;
}

export function summarizeLive(
  payments: readonly ListedPayment[],
  figures: Omit<LiveFigures, "all" | "chains">,
): LiveFigures {
  const names = [...new Set(payments.map(({ chain }) => chain))];
  const latencies = (name?: string) =>
    payments.flatMap(({ chain, latencyMs }) => (name === undefined || chain === name ? [latencyMs] : []));
  return {
    ...figures,
    all: summarizeLatency("all", latencies()),
    chains: names.map((name) => summarizeLatency(name, latencies(name))),
  };
}

export function liveText(rows: readonly LiveFigures[]): string {
  return rows.map(contenderText).join("\n\n");
}

function contenderText({ contender, seconds, all, chains, cpuPercent, rssPeakMb }: LiveFigures): string {
  const table = textTable([
    [`${contender}, ${seconds} s`, "alerts", "p50 ms", "p99 ms", "max ms"],
    ...[...chains, all].map((row) => [row.contender, ...[row.blocks, row.p50Ms, row.p99Ms, row.maxMs].map(String)]),
  ]);
  if (cpuPercent === undefined) return table;
  const memory = rssPeakMb === undefined ? "" : `, at most ${Math.round(rssPeakMb)} MB`;
  return `${table}\nof one core: process ${Math.round(cpuPercent.process)} %, PostgreSQL ${Math.round(cpuPercent.postgres)} %${memory}`;
}
