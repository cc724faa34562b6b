/** Blocks or addresses of one statement. */
const PAGE = 5_000;

/** Reads of many a page at a time. */
export async function paged<Asked, Row>(
  asked: readonly Asked[],
  read: (page: Asked[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < asked.length; from += PAGE) rows.push(...(await read(asked.slice(from, from + PAGE))));
  return rows;
}
