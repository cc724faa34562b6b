import type { ColumnBytes } from "./profile-sizes.ts";
import type { BenchResult } from "./run-bench.ts";
import { PROFILE_FLOOR, SCREENING } from "./summary.ts";
import { percent } from "./table.ts";

/** What must be known besides the table of the chain that was screened, and of what screening left. */
export function screeningText({ transfers, chain, figures, screening, graph }: BenchResult): string {
  const { addressCount, shares } = chain;
  const [product, floor] = [figures[SCREENING], figures[PROFILE_FLOOR]];
  const lines = [
    `chain: ${count(addressCount)} addresses; ${percent(shares.novelPairs)} of the payments are the first of their pair, ` +
      `${percent(shares.ofServices)} to or from a listed service`,
  ];
  if (screening !== undefined) {
    const { ratio, cpuRatio } = screening;
    lines.push(`${SCREENING}: ${percent(ratio)} of the speed of the ${PROFILE_FLOOR}, ${percent(cpuRatio)} by CPU`);
  }
  if (product?.profiles !== undefined && floor?.profiles !== undefined) {
    const perThousand = (1_000 * product.alertCount) / transfers;
    lines.push(
      `${count(product.alertCount)} alerts, ${perThousand.toFixed(2)} for a thousand transfers; ${count(product.profiles.count)} profiles`,
    );
    for (const column of ["state", "pairs", "exposure"] as const) {
      lines.push(
        `bytes of ${column}: ${bytesText(product.profiles[column])}; floor ${bytesText(floor.profiles[column])}`,
      );
    }
  }
  if (graph !== undefined) {
    lines.push(`shapes among new pairs: ${tenths(graph)} of the lane's CPU time, in a thread beside it`);
  }
  return lines.join("\n");
}

function bytesText({ count: rows, mean, p50, p90, p99, max }: ColumnBytes): string {
  return `${count(rows)} × ${mean} (p50 ${p50}, p90 ${p90}, p99 ${p99}, longest ${max})`;
}

function tenths(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
