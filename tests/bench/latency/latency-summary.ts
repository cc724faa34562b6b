/** Milliseconds from the request to mine a block until its alert was committed. */
export interface LatencyRow {
  contender: string;
  blocks: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** A percentile is the smallest figure that so many of a hundred do not exceed. */
export function summarizeLatency(contender: string, latenciesMs: readonly number[]): LatencyRow {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const percentile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { contender, blocks: sorted.length, p50Ms: percentile(0.5), p99Ms: percentile(0.99), maxMs: percentile(1) };
}

export function latencyText(rows: readonly LatencyRow[]): string {
  const table = [
    ["contender", "blocks", "p50 ms", "p99 ms", "max ms"],
    ...rows.map(({ contender, blocks, p50Ms, p99Ms, maxMs }) => [
      contender,
      ...[blocks, p50Ms, p99Ms, maxMs].map(String),
    ]),
  ];
  const width = Math.max(...table.map(([name = ""]) => name.length));
  return table
    .map(([name = "", ...cells]) => `${name.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join("")}`)
    .join("\n");
}
