import type { Chain } from "@redflag/domain/chain";
import { todaysInputs } from "@redflag/screen/todays-inputs";
import type { Database } from "@redflag/store/database";
import { insertEpoch } from "@redflag/store/epoch";
import { findLane, insertLane, updateLane } from "@redflag/store/lane";
import { findBlock } from "@redflag/store/ledger-read";

/** As if all of the ledger, `from` to `head`, had been screened with today's lists, and were final. */
export async function openLane(db: Database, chain: Chain, from: number, head: number): Promise<void> {
  await insertLane(db.kysely, chain.id, from);
  const lane = await findLane(db.kysely, chain.id);
  const block = await findBlock(db.kysely, chain.id, head);
  if (lane === undefined || block === undefined) throw new Error("the lane is open and the ledger filled");
  const positions = { headPosition: head, finalPosition: head, checkpointPosition: head, depthPosition: head };
  await updateLane(db.kysely, { ...lane, ...positions, headHash: block.hash });
  await insertEpoch(db.kysely, lane, { fromBlock: from, inputs: await todaysInputs(db.kysely) });
}
