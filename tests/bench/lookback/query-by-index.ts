import pg from "pg";

/**
 * What cannot be left out: everything that these addresses sent, and everything that they received, by the two indexes.
 * Imports no product code. @returns how many transfers
 */
export async function queryByIndex(url: string, addresses: readonly Buffer[], head: number): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let count = 0;
    for (const side of ["sender", "recipient"]) {
      const { rows } = await client.query(
        `select * from transfer where chain_id = 31337 and ${side} = any($1::bytea[]) and block_number <= $2`,
        [addresses, head],
      );
      count += rows.length;
    }
    return count;
  } finally {
    await client.end();
  }
}
