import { rankBuckets } from "@redflag/api/capacity-line";
import type { RankCount } from "@redflag/store/alert-ranking";

const BAR_CHARS_MAX = 40;

/** Places by rank, the highest first, with the line between those that fit and the others. */
export function rankChart(counts: readonly RankCount[], threshold: number | null): string[] {
  const rows = rankBuckets(counts, threshold);
  const most = Math.max(1, ...rows.map(({ places }) => places));
  const lines = rows.map(({ low, high, places }) => {
    const ranks = (low === high ? `${low}` : `${low}–${high}`).padStart(9);
    return `${ranks} ${"█".repeat(Math.ceil((BAR_CHARS_MAX * places) / most))} ${places}`;
  });
  const fitting = rows.filter(({ above }) => above).length;
  const line = `${"─".repeat(BAR_CHARS_MAX)} ${threshold === null ? "nothing fits" : `${threshold} and above fit`}`;
  return counts.length === 0 ? [] : [...lines.slice(0, fitting), line, ...lines.slice(fitting)];
}
