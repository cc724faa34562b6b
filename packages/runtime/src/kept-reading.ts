/** The same answer for a while: however many ask, and however many gauges are made of one reading, it is read once. */
export function keptReading<T>(freshMs: number, read: () => Promise<T>): () => Promise<T> {
  let held: { reading: Promise<T>; untilMs: number } | undefined;
  return () => {
    const nowMs = performance.now();
    if (held !== undefined && nowMs < held.untilMs) return held.reading;
    const reading = read();
    const kept = { reading, untilMs: nowMs + freshMs };
    held = kept;
    reading.catch(() => {
      if (held === kept) held = undefined;
    });
    return reading;
  };
}
