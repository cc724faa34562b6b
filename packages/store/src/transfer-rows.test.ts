import { AMOUNT_MAX } from "@redflag/domain/money";
import type { Transfer } from "@redflag/domain/transfer";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { hexOf } from "./bytes.ts";
import { sampleChain } from "./ledger.samples.ts";
import { ensurePartitions } from "./partition.ts";
import { inTransaction } from "./transaction.ts";
import { listTransfers } from "./transfer-read.ts";
import { TransferRows } from "./transfer-rows.ts";

const db = await openTestDatabase(2);
const LAST_BLOCK = 29;
let chainId = 9_000_000_000;
let chain = sampleChain(chainId);
beforeEach(async () => {
  chain = sampleChain(++chainId);
  await ensurePartitions(db, chain, 0, LAST_BLOCK);
});

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => hexOf(Buffer.from(value)));
/** With zeros at the end, in the middle and before. */
const amount = fc.oneof(
  fc.bigInt({ min: 0n, max: AMOUNT_MAX }),
  fc.constantFrom(0n, 1n, 9_999n, 10_000n, 10n ** 8n, 2n ** 53n - 1n, 2n ** 53n, 10n ** 40n, AMOUNT_MAX),
  fc.tuple(fc.bigInt(1n, 99_999n), fc.bigInt(0n, 70n)).map(([digits, zeros]) => digits * 10n ** zeros),
);
const content = fc.record({
  blockNumber: fc.nat(LAST_BLOCK),
  txHash: bytes(32),
  txOrdinal: fc.constantFrom(0, 1, 2 ** 31 - 1),
  token: bytes(20),
  sender: bytes(20),
  recipient: bytes(20),
  amount,
});
const transfers = fc
  .array(content, { maxLength: 40 })
  .map((rows): Transfer[] =>
    rows.sort((a, b) => a.blockNumber - b.blockNumber).map((row, i) => ({ ...row, logIndex: 2 ** 31 - 1 - 40 + i })),
  );

test("whatever is put in comes out, of all blocks and of some", async () => {
  const property = fc.asyncProperty(transfers, fc.nat(LAST_BLOCK), fc.nat(LAST_BLOCK), async (given, from, to) => {
    const all = TransferRows.of(chain.id, given);
    expect(all.count).toBe(given.length);
    for (const [rows, expected] of [
      [all, given],
      [all.slice({ from, to }), given.filter(({ blockNumber }) => blockNumber >= from && blockNumber <= to)],
      [
        all.slice({ from, to: LAST_BLOCK }).slice({ from: 0, to }),
        given.filter((row) => row.blockNumber >= from && row.blockNumber <= to),
      ],
    ] as const) {
      expect(rows.count).toBe(expected.length);
      await inTransaction(db, async (tx) => {
        await tx.deleteFrom("transfer").where("chain_id", "=", chain.id).execute();
        await rows.insert(tx);
      });
      expect(await listTransfers(db.kysely, chain.id, 0, LAST_BLOCK)).toEqual(expected);
    }
  });
  await fc.assert(property, { numRuns: 40 });
});

test("a row that is there already is refused as every other insert is, and its connection goes on", async () => {
  const [given = []] = fc.sample(
    transfers.filter(({ length }) => length > 0),
    { numRuns: 1, seed: 1 },
  );
  const rows = TransferRows.of(chain.id, given);
  await inTransaction(db, (tx) => rows.insert(tx));
  await expect(inTransaction(db, (tx) => rows.insert(tx))).rejects.toMatchObject({ code: "23505" });
  await expect(inTransaction(db, (tx) => rows.insert(tx), { attemptsMax: 2 })).rejects.toMatchObject({
    code: "ledger_moved",
  });
  expect(await listTransfers(db.kysely, chain.id, 0, LAST_BLOCK)).toEqual(given);
});
