/** What payments usually come to, and how far they usually are from that: by medians, which a few odd ones do not move. */
export interface TicketSpread {
  medianMicros: bigint;
  /** The median distance from the median, scaled to a normal distribution's standard deviation; a tenth of the median at least. */
  spreadMicros: bigint;
}

/** Of at least one amount. */
export function spreadOf(amounts: readonly bigint[]): TicketSpread {
  const medianMicros = medianOf(amounts);
  const distance = medianOf(
    amounts.map((micros) => (micros > medianMicros ? micros - medianMicros : medianMicros - micros)),
  );
  // 1.4826 times the median distance; who is always paid the same has none, and a cent more would be beyond everything.
  const scaled = (distance * 14_826n) / 10_000n;
  const least = medianMicros / 10n;
  return { medianMicros, spreadMicros: scaled > least ? scaled : least };
}

/** The upper one of two in the middle. */
function medianOf(amounts: readonly bigint[]): bigint {
  const sorted = amounts.toSorted((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  return sorted[sorted.length >> 1] ?? 0n;
}
