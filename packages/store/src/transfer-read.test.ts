import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { bytes, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { findBlock, findTopBlock } from "./ledger-read.ts";
import { writeRange } from "./ledger-write.ts";
import { findEndWithin, findTransfersOfTransaction, listTransfers, listTransfersOf } from "./transfer-read.ts";

const db = await openTestDatabase();
const chain = sampleChain(1);
const range = rangeOf(trunk, 5, 34);
await writeRange(db, chain, range);
await writeRange(db, sampleChain(2), rangeOf({ name: "other", fork: 0 }, 5, 34));
const all = range.transfers;

test("those of a stretch in order, with all that is known of them; none where there are none", async () => {
  expect(await listTransfers(db.kysely, chain.id, 0, 99)).toEqual(all);
  for (const [from, to] of [
    [5, 5],
    [11, 23],
    [35, 99],
  ] as const) {
    const within = all.filter(({ blockNumber }) => blockNumber >= from && blockNumber <= to);
    expect(await listTransfers(db.kysely, chain.id, from, to)).toEqual(within);
  }
});

test("amounts, places and addresses as large as they can be", async () => {
  const far = sampleChain(4);
  const one = {
    ...all[0]!,
    logIndex: 2 ** 31 - 1,
    txOrdinal: 2 ** 31 - 1,
    sender: bytes(20, "far"),
    amount: 2n ** 256n - 1n,
  };
  const { blockNumber } = one;
  await writeRange(db, far, {
    ...rangeOf(trunk, blockNumber, blockNumber),
    transfers: [{ ...one, logIndex: 0, amount: 0n }, one],
  });
  expect(await listTransfers(db.kysely, far.id, 0, 99)).toEqual([{ ...one, logIndex: 0, amount: 0n }, one]);
});

test("an address's transfers on both sides, newest first, of this chain only", async () => {
  const address = bytes(20, "holder", 3);
  const own = all.filter(({ sender, recipient }) => sender === address || recipient === address).reverse();
  expect(own.some((transfer) => transfer.sender === address)).toBe(true);
  expect(own.some((transfer) => transfer.recipient === address)).toBe(true);
  expect(await listTransfersOf(db.kysely, chain.id, address, 100)).toEqual(own);
  expect(await listTransfersOf(db.kysely, chain.id, address, 3)).toEqual(own.slice(0, 3));
});

test("a transfer to oneself comes once", async () => {
  const self = sampleChain(3);
  const one = { ...all[0]!, sender: bytes(20, "self"), recipient: bytes(20, "self") };
  const { blockNumber } = one;
  await writeRange(db, self, { ...rangeOf(trunk, blockNumber, blockNumber), transfers: [one] });
  expect(await listTransfersOf(db.kysely, self.id, one.sender, 10)).toEqual([one]);
});

test("a transaction is found with and without its block", async () => {
  const wanted = all[4]!;
  const { blockNumber, txHash } = wanted;
  expect(await findTransfersOfTransaction(db.kysely, chain.id, txHash)).toEqual([wanted]);
  expect(await findTransfersOfTransaction(db.kysely, chain.id, txHash, blockNumber)).toEqual([wanted]);
  expect(await findTransfersOfTransaction(db.kysely, chain.id, txHash, blockNumber + 1)).toEqual([]);
});

test("a block by number, and the highest", async () => {
  expect(await findBlock(db.kysely, chain.id, 7)).toEqual(range.blocks[2]);
  expect(await findBlock(db.kysely, chain.id, 35)).toBeUndefined();
  expect(await findTopBlock(db.kysely, chain.id)).toEqual(range.blocks.at(-1));
  expect(await findTopBlock(db.kysely, 99)).toBeUndefined();
});

test("a stretch ends at the last whole block within so many transfers, and never before its first block", async () => {
  const span = { from: 5, to: 34 };
  for (const transfersMax of [1, 2, 5, 17, 60, 1_000]) {
    const end = await findEndWithin(db.kysely, chain.id, span, transfersMax);
    const upTo = (block: number) => all.filter(({ blockNumber }) => blockNumber <= block).length;
    expect(end >= span.from && end <= span.to).toBe(true);
    if (end > span.from) expect(upTo(end)).toBeLessThanOrEqual(transfersMax);
    if (end < span.to) expect(upTo(end + 1)).toBeGreaterThan(transfersMax);
  }
});
