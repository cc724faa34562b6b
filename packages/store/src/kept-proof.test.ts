import type { Hash } from "@redflag/domain/hex";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { untilWaiting } from "../../../tests/until-waiting.ts";
import { bytesOf } from "./bytes.ts";
import { keepProof } from "./kept-proof.ts";

const db = await openTestDatabase(4);
const hash = (pair: string): Hash => `0x${pair.repeat(32)}`;
const [BLOCK, FIRST, SECOND] = [hash("bb"), hash("11"), hash("22")];
const CHAIN_ID = 7;

test("whoever wants the same proofs in another order does not end it", async () => {
  const wanted = "(chain_id, block_number, block_hash, tx_hash, is_counted)";
  const values = [CHAIN_ID, bytesOf(BLOCK), bytesOf(FIRST), bytesOf(SECOND)];
  await db.pool.query(`insert into proof_wanted ${wanted} values ($1, 5, $2, $3, true), ($1, 5, $2, $4, true)`, values);
  const lane = await db.pool.connect();
  const isNoMoreOnlyCounted = "update proof_wanted set is_counted = false where chain_id = $1 and tx_hash = $2";
  await lane.query("begin");
  await lane.query(isNoMoreOnlyCounted, [CHAIN_ID, bytesOf(SECOND)]);
  const proof = {
    block: { number: 5, hash: BLOCK },
    level: "proven",
    endpoint: "a.example",
    fetchedAt: "2026-11-28T00:00:00Z",
  } as const;
  const kept = keepProof(db, CHAIN_ID, proof, new Set([FIRST, SECOND]));
  kept.catch(() => {});
  await untilWaiting(db);
  // Each waits for the other now: PostgreSQL ends who began to wait first, after a second.
  await lane.query(isNoMoreOnlyCounted, [CHAIN_ID, bytesOf(FIRST)]);
  await lane.query("commit");
  lane.release();
  expect(await kept).toBe("kept");
  expect((await db.pool.query("select from proof_wanted where chain_id = $1", [CHAIN_ID])).rows).toEqual([]);
});
