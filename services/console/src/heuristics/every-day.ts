const DAY_MS = 86_400_000;

/** Every day from the first to the last, in order: one of which nothing is known is a gap that is seen. */
export function everyDay<Day extends { day: string }>(days: readonly Day[], emptyOf: (day: string) => Day): Day[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const sorted = [...known.keys()].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? emptyOf(day);
  });
}
