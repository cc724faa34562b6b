import { expect, test } from "vitest";
import { openBeforeMigration } from "./before-migration.samples.ts";
import { findProofTally, listProofsWanted } from "./proof-wanted.ts";

test("of final evidence of before a proof is wanted, and of what it counts on whichever chain", async () => {
  const { db, migrateOn } = await openBeforeMigration("0052");
  await db.pool.query(`
    insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
      evidence_count, first_block, last_block, first_time, last_time, state, state_seq)
    values ('\\x01', 1, 'test', 1, '\\xa1', 'HIGH', 'DIRECT', 300, '\\x00', 1, 1, 1, now(), now(), 'final', 0)`);
  const hash = (digits: string) => `0x${digits.repeat(32)}`;
  const counted = (block: number, chain?: string) => ({
    ...{
      block: { number: block, hash: hash("b0") },
      transfer: { txHash: hash("c0"), blockNumber: block, logIndex: 1 },
    },
    ...(chain !== undefined && { chain }),
  });
  const many = Array.from({ length: 100 }, (_, i) => counted(i));
  const insert = (ordinal: number, block: number, isFinal: boolean, supporting: object[]) =>
    db.pool.query(
      `insert into evidence (alert_id, ordinal, chain_id, block_number, block_hash, block_time, log_index, tx_hash,
         tx_ordinal, token, sender, recipient, amount, heuristic_version, severity, exposure, score, reasons, revision,
         supporting, is_final)
       values ('\\x01', $1, 1, $2, sha256('block'), now(), 0, sha256('tx'), 0, '\\x00', '\\x00', '\\x00', 1, 1, 'HIGH', 'DIRECT',
         300, '[]', '\\x00', $3, $4)`,
      [ordinal, block, JSON.stringify(supporting), isFinal],
    );
  await insert(0, 2_000, true, [counted(1_990), counted(5, "tron:728126428")]);
  await insert(1, 3_000, false, [counted(2_990)]);
  await insert(2, 1_500, true, many);

  await migrateOn();
  expect(await findProofTally(db.kysely, 1)).toEqual({ kept: 0, waiting: 2 + 1 + 64, missing: 0 });
  const wanted = await listProofsWanted(db.kysely, 1, 4);
  expect(wanted.map(({ block }) => block.number)).toEqual([2_000, 1_500, 1_990, 63]);
  expect(await listProofsWanted(db.kysely, 728_126_428, 9)).toEqual([
    { block: { number: 5, hash: hash("b0") }, transactionHashes: [hash("c0")], tries: 0 },
  ]);
});
