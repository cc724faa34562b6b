import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { bytes, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";
import { endWatch, insertWatch } from "./private-watch.ts";
import { getWatchSeq, listWatchChanges } from "./watch-change.ts";
import { findPastWithin } from "./watch-epoch.ts";

const db = await openTestDatabase();
const chain = sampleChain(1);
const range = rangeOf(trunk, 5, 34);
await writeRange(db, chain, range);

test("the past of an address begins where no more than so many transfers follow, whatever came before", async () => {
  const address = bytes(20, "holder", 3);
  const own = range.transfers.filter(({ sender, recipient }) => sender === address || recipient === address);
  const within = { from: 6, to: 30 };
  const inside = own.filter(({ blockNumber }) => blockNumber >= within.from && blockNumber <= within.to);
  expect(inside.length).toBeGreaterThan(3);
  for (let max = 1; max <= inside.length + 1; max++) {
    const { fromBlock, isCut } = await findPastWithin(db.kysely, chain.id, address, within, max);
    const taken = inside.filter(({ blockNumber }) => blockNumber >= fromBlock);
    expect(isCut).toBe(inside.length > max);
    expect(taken.length).toBeLessThanOrEqual(max);
    // Whole blocks: the one before would have been too much.
    const more = inside.filter(({ blockNumber }) => blockNumber >= fromBlock - 1);
    expect(fromBlock === within.from || more.length > max).toBe(true);
  }
});

test("changes are counted by the database, whoever says otherwise, and each is read once", async () => {
  const address = bytes(20, "watched");
  const owner = `user:${randomUUID()}`;
  const [one, two] = [randomUUID(), randomUUID()];
  await insertWatch(db.kysely, { id: one, owner, address, family: "eip155", reason: "a lead" });
  await insertWatch(db.kysely, { id: two, owner, address, family: "tron", reason: "a lead" });
  await endWatch(db.kysely, owner, one);
  await endWatch(db.kysely, owner, one);
  await db.pool.query("update private_watch set first_seq = 70, ended_seq = 71, reason = 'another'");
  expect(await getWatchSeq(db.kysely)).toBe(3);
  const ids = async (after: number, upTo: number) =>
    (await listWatchChanges(db.kysely, after, upTo)).map(({ id, firstSeq, endedSeq }) => [id, firstSeq, endedSeq]);
  expect(await ids(0, 1)).toEqual([[one, 1, 3]]);
  expect(await ids(1, 2)).toEqual([[two, 2, undefined]]);
  expect(await ids(2, 3)).toEqual([[one, 1, 3]]);
  expect(await ids(3, 9)).toEqual([]);
});
