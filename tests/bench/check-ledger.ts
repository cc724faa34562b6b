import assert from "node:assert/strict";
import pg from "pg";
import type { ChainManifest } from "./chain/manifest.ts";
import type { Contender } from "./contenders.ts";
import { type ProfileSizes, readProfileSizes } from "./profile-sizes.ts";

/** What a contender left in its database, in figures that do not depend on the order of writing. */
export interface LedgerFigures {
  /** Over every column of every transfer: two ledgers with the same digest hold the same rows. */
  transferDigest: string;
  blockDigest: string;
  alertCount: number;
  /** Absent where none were kept. */
  profiles?: ProfileSizes;
}

/**
 * Holds a ledger to the chain: all transfers, all blocks, coverage without a gap; where profiles were
 * kept, a lane at the end and one for each address; where it was screened, alerts. Throws what is missing.
 */
export async function checkLedger(
  url: string,
  manifest: ChainManifest,
  leaves: Contender["leaves"],
): Promise<LedgerFigures> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const one = async (sql: string) => (await client.query<Record<string, string>>(sql)).rows[0];
    const transfer = await one(`
      select count(*), sum(amount), sum(hash_record_extended(transfer, 0)::numeric) as digest from transfer`);
    assert.equal(transfer?.count, `${manifest.transferCount}`, "every transfer is stored");
    assert.equal(transfer?.sum, manifest.amountSum, "with its amount");
    const block = await one(`
      select count(*), min(number), max(number), sum(hash_record_extended(block, 0)::numeric) as digest from block`);
    const { firstBlock, lastBlock } = manifest;
    const span = { count: `${lastBlock - firstBlock + 1}`, min: `${firstBlock}`, max: `${lastBlock}` };
    assert.partialDeepStrictEqual(block, span, "every block is stored");
    const coverage = await one(`
      select sum(to_block - from_block + 1) as count, min(from_block), max(to_block), sum(transfer_count) as transfers
      from coverage`);
    assert.deepEqual({ ...coverage }, { ...span, transfers: `${manifest.transferCount}` }, "coverage has no gap");
    if (leaves !== "ledger") await checkProfiles(one, manifest);
    const alert = await one("select count(*) from alert where state = 'final'");
    if (leaves === "profiles and alerts") assert.notEqual(alert?.count, "0", "listed addresses raised alerts");
    return {
      transferDigest: transfer?.digest ?? "",
      blockDigest: block?.digest ?? "",
      alertCount: Number(alert?.count),
      ...(leaves !== "ledger" && { profiles: await readProfileSizes(client) }),
    };
  } finally {
    await client.end();
  }
}

async function checkProfiles(
  one: (sql: string) => Promise<Record<string, string> | undefined>,
  { lastBlock, addressCount }: ChainManifest,
): Promise<void> {
  const lane = await one("select head_position, final_position, checkpoint_position from lane");
  const end = `${lastBlock}`;
  assert.deepEqual(
    { ...lane },
    { head_position: end, final_position: end, checkpoint_position: end },
    "all is screened",
  );
  const profile = await one("select count(*) from profile");
  assert.equal(profile?.count, `${addressCount}`, "every address has a profile");
}
