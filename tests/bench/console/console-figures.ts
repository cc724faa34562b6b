/** Milliseconds of several runs of one thing, and what it may take. */
export interface ConsoleFigure {
  what: string;
  runs: number;
  p50: number;
  p95: number;
  unit: "ms" | "kB";
  /** Of the median. */
  most?: number;
}

/** A percentile is the smallest figure that so many of a hundred do not exceed. */
export function figureOf(
  what: string,
  values: readonly number[],
  { unit = "ms", most }: { unit?: "ms" | "kB"; most?: number } = {},
): ConsoleFigure {
  const sorted = values.toSorted((a, b) => a - b);
  const percentile = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return {
    what,
    runs: values.length,
    p50: percentile(0.5),
    p95: percentile(0.95),
    unit,
    ...(most !== undefined && { most }),
  };
}

export function consoleText(figures: readonly ConsoleFigure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  const lines = figures.map(({ what, runs, p50, p95, unit, most }) => {
    const cells = [`${p50} ${unit}`, `${p95} ${unit}`, most === undefined ? "–" : `≤ ${most} ${unit}`, String(runs)];
    return `${what.padEnd(width)}${cells.map((cell) => cell.padStart(11)).join("")}`;
  });
  return [
    `${"".padEnd(width)}${["p50", "p95", "bound", "runs"].map((cell) => cell.padStart(11)).join("")}`,
    ...lines,
  ].join("\n");
}
