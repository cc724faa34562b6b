const SHOWN_MAX = 4;

/** What is in one list and not in the other, compared as JSON; nothing when they are equal, order included. */
export function differences(what: string, actual: readonly object[], expected: readonly object[]): string[] {
  const [have, want] = [actual.map(sortedJson), expected.map(sortedJson)];
  if (JSON.stringify(have) === JSON.stringify(want)) return [];
  const [haveSet, wantSet] = [new Set(have), new Set(want)];
  const found = [
    ...have.filter((row) => !wantSet.has(row)).map((row) => `${what}: must not be there: ${row}`),
    ...want.filter((row) => !haveSet.has(row)).map((row) => `${what}: is missing: ${row}`),
  ];
  if (found.length === 0) found.push(`${what}: the same rows in another order or number`);
  return found.slice(0, SHOWN_MAX);
}

/**
 * Of rows that may be there, those that are: each as often as the list has it beyond the rows that must be there.
 * Compared as JSON.
 */
export function thoseBeyond<Row extends object>(
  list: readonly object[],
  musts: readonly object[],
  rows: readonly Row[],
): Row[] {
  const beyond = Map.groupBy(list.map(sortedJson), (row) => row);
  for (const must of musts.map(sortedJson)) beyond.get(must)?.pop();
  return rows.filter((row) => beyond.get(sortedJson(row))?.pop() !== undefined);
}

function sortedJson(row: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
}
