import type { Database } from "@redflag/store/database";
import { findLane, insertLane, updateLane } from "@redflag/store/lane";
import { blockAt, rangeOf, sampleChain, trunk } from "@redflag/store/ledger.samples";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";

/** Ethereum, screened from block 11 to 20; its head is 40, and 31 to 35 were read out of turn. */
export async function seedScreened(db: Database): Promise<void> {
  const chain = sampleChain(1);
  await insertLane(db.kysely, chain.id, 11);
  await writeRange(db, chain, rangeOf(trunk, 11, 20));
  await writeRange(db, chain, rangeOf(trunk, 31, 35));
  await upsertTip(db.kysely, chain.id, { head: blockAt(trunk, 40), finalizedNumber: 15 });
  const lane = await findLane(db.kysely, chain.id);
  if (lane !== undefined) await updateLane(db.kysely, { ...lane, headPosition: 20 });
}
