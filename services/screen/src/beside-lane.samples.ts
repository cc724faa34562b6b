import type { Chain } from "@redflag/domain/chain";
import type { Database } from "@redflag/store/database";
import { untilWaiting } from "../../../tests/until-waiting.ts";

/**
 * For tests: holds a lane as one of its steps does, lets `begin` run until it waits for something, then wants proof of every payment
 * of the lane, as a step does that makes final what stands on them, and commits. Fails when PostgreSQL finds that both waited.
 */
export async function besideLane<T>(db: Database, chain: Chain, begin: () => Promise<T>): Promise<T> {
  const lane = await db.pool.connect();
  try {
    await lane.query("begin");
    await lane.query("select from lane where chain_id = $1 for update", [chain.id]);
    const begun = begin();
    begun.catch(() => {});
    await untilWaiting(db);
    await lane.query(
      `insert into proof_wanted (chain_id, block_number, block_hash, tx_hash, is_counted)
       select chain_id, block_number, hash, tx_hash, false
       from transfer join (select chain_id, number as block_number, hash from block) as block using (chain_id, block_number)
       where chain_id = $1`,
      [chain.id],
    );
    await lane.query("commit");
    return await begun;
  } finally {
    lane.release(true);
  }
}
