/** One thing that was timed. */
export interface LookbackFigure {
  what: string;
  seconds: number;
  /** What came of it, for people. */
  result: string;
}

export function lookbackText(figures: readonly LookbackFigure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures
    .map(({ what, seconds, result }) => `${what.padEnd(width)}  ${seconds.toFixed(2).padStart(8)} s  ${result}`)
    .join("\n");
}
