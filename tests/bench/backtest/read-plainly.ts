import pg from "pg";

const BLOCKS_PER_PAGE = 200;

/**
 * What nobody who goes over the past can leave out: every transfer of blocks from to head in ledger order, in memory a page
 * at a time. Imports no product code. @returns how many transfers
 */
export async function readPlainly(url: string, chainId: number, first: number, head: number): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let count = 0;
    for (let from = first; from <= head; from += BLOCKS_PER_PAGE) {
      const { rows } = await client.query(
        `select * from transfer where chain_id = $3 and block_number between $1 and $2
         order by block_number, log_index`,
        [from, Math.min(head, from + BLOCKS_PER_PAGE - 1), chainId],
      );
      count += rows.length;
    }
    return count;
  } finally {
    await client.end();
  }
}
