import type { Count } from "@redflag/contract/http/routes/alerts";

/** What is counted only so far has a plus. */
export function countText({ count, more }: Count, format: (value: number) => string): string {
  return more ? `${format(count)}+` : format(count);
}

export function sumOf(counts: readonly Count[]): Count {
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    more: counts.some(({ more }) => more),
  };
}
