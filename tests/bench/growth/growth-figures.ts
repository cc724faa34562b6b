/** What ingest took for a part of a chain, while the table already held the parts before. */
export interface Stretch {
  transfers: number;
  seconds: number;
  clientCpuSeconds: number;
  postgresCpuSeconds: number;
  /** When it was done. */
  rssMb: number;
}

export interface GrowthFigures {
  stretches: Stretch[];
  rssPeakMb: number;
  /** What a transfer of the last stretch costs more than one of the second, as a share of it: the first warms up. */
  growth: number;
}

export function growthOf(stretches: readonly Stretch[], rssPeakMb: number): GrowthFigures {
  const [second, last] = [stretches[1], stretches.at(-1)];
  const growth = second === undefined || last === undefined ? 0 : cpuOf(last) / cpuOf(second) - 1;
  return { stretches: [...stretches], rssPeakMb, growth };
}

/** The blocks of a chain in parts of nearly the same size, in order. */
export function cutStretches(
  { firstBlock, lastBlock }: { firstBlock: number; lastBlock: number },
  count: number,
): Array<{ from: number; to: number }> {
  const blocks = Math.ceil((lastBlock - firstBlock + 1) / count);
  const spans: Array<{ from: number; to: number }> = [];
  for (let from = firstBlock; from <= lastBlock; from += blocks) {
    spans.push({ from, to: Math.min(lastBlock, from + blocks - 1) });
  }
  return spans;
}

export function growthText({ stretches, rssPeakMb, growth }: GrowthFigures): string {
  let held = 0;
  const lines = stretches.map((stretch) => {
    const { transfers, seconds, rssMb } = stretch;
    held += transfers;
    const speed = Math.round(transfers / seconds).toLocaleString("en-US");
    return `${held.toLocaleString("en-US")} held: ${speed} transfers/s, ${cpuOf(stretch).toFixed(1)} CPU s per million, RSS ${rssMb.toFixed(0)} MB`;
  });
  const more = `${growth < 0 ? "−" : "+"}${Math.abs(100 * growth).toFixed(0)} %`;
  return [
    ...lines,
    `a transfer of the last part beside one of the second: ${more} CPU; peak RSS ${rssPeakMb.toFixed(0)} MB`,
  ].join("\n");
}

/** For a million transfers, of client and server. */
function cpuOf({ transfers, clientCpuSeconds, postgresCpuSeconds }: Stretch): number {
  return (1e6 * (clientCpuSeconds + postgresCpuSeconds)) / transfers;
}
