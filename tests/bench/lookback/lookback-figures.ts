/** One thing that was timed. */
export interface LookbackFigure {
  what: string;
  seconds: number;
  /** Processor seconds of this process and of the whole server; absent where the system does not tell. */
  cpuSeconds?: { client: number; postgres: number };
  /** What came of it, for people. */
  result: string;
}

export function lookbackText(figures: readonly LookbackFigure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures
    .map((figure) =>
      [figure.what.padEnd(width), `${figure.seconds.toFixed(2).padStart(8)} s`, resultOf(figure)].join("  "),
    )
    .join("\n");
}

function resultOf({ cpuSeconds, result }: LookbackFigure): string {
  if (cpuSeconds === undefined) return result;
  return `${result}; CPU ${cpuSeconds.client.toFixed(1)} s, PostgreSQL ${cpuSeconds.postgres.toFixed(1)} s`;
}
