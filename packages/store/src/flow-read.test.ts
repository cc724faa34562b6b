import type { Address } from "@redflag/domain/address";
import type { Transfer } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { type FlowWindow, listFlowsOf as listFlowsWithin } from "./flow-read.ts";
import { bytes, rangeOf, sampleChain, trunk } from "./ledger.samples.ts";
import { writeRange } from "./ledger-write.ts";
import { inSnapshot } from "./snapshot.ts";

const db = await openTestDatabase();
const chain = sampleChain(1);
const range = rangeOf(trunk, 5, 64);
await writeRange(db, chain, range);
await writeRange(db, sampleChain(2), rangeOf({ name: "other", fork: 0 }, 5, 64));

const listFlowsOf = (addresses: readonly Address[], window: FlowWindow) =>
  inSnapshot(db.kysely, (tx) => listFlowsWithin(tx, chain.id, addresses, window));

const WINDOW: FlowWindow = { from: 0, to: 99, directions: ["in", "out"], transfersMax: 1_000 };
const holders = [0, 1, 2].map((n) => bytes(20, "holder", n));

/** What the ledger's own rows come to, newest first and bounded. */
function expected({ from, to, transfersMax }: FlowWindow = WINDOW) {
  return holders.flatMap((address) =>
    (["in", "out"] as const).flatMap((direction) => {
      const [own, other] =
        direction === "out" ? (["sender", "recipient"] as const) : (["recipient", "sender"] as const);
      const isOwn = (transfer: Transfer) =>
        transfer[own] === address && transfer.blockNumber >= from && transfer.blockNumber <= to;
      const read = range.transfers.filter(isOwn).reverse().slice(0, transfersMax);
      return [...Map.groupBy(read, (transfer) => transfer[other])].map(([counterparty, paid]) => ({
        address,
        direction,
        counterparty,
        token: bytes(20, "token"),
        amount: paid.reduce((sum, { amount }) => sum + amount, 0n),
        largest: paid.map(({ amount }) => amount).sort((a, b) => (a < b ? 1 : -1))[0],
        count: paid.length,
        firstBlock: Math.min(...paid.map(({ blockNumber }) => blockNumber)),
        lastBlock: Math.max(...paid.map(({ blockNumber }) => blockNumber)),
      }));
    }),
  );
}
const byKey = (flows: ReadonlyArray<{ address: string; direction: string; counterparty: string }>) =>
  flows.toSorted((a, b) =>
    a.address + a.direction + a.counterparty < b.address + b.direction + b.counterparty ? -1 : 1,
  );

test.each<Partial<FlowWindow>>([{}, { from: 20, to: 40 }, { transfersMax: 3 }, { transfersMax: 3, to: 41 }])(
  "what addresses paid and received, by counterparty, within %j",
  async (bounds) => {
    const window = { ...WINDOW, ...bounds };
    const { flows } = await listFlowsOf(holders, window);
    expect(byKey(flows)).toEqual(byKey(expected(window)));
  },
);

test("how far back it was read, and that it was cut", async () => {
  const [address] = holders;
  if (address === undefined) throw new Error("there are holders");
  const sent = range.transfers.filter(({ sender }) => sender === address).reverse();
  const window = { ...WINDOW, directions: ["out"] as const };
  expect((await listFlowsOf([address], window)).reaches).toEqual([
    { address, direction: "out", transfers: sent.length, firstBlock: sent.at(-1)?.blockNumber, isCut: false },
  ]);
  expect((await listFlowsOf([address], { ...window, transfersMax: 4 })).reaches).toEqual([
    { address, direction: "out", transfers: 4, firstBlock: sent[3]?.blockNumber, isCut: true },
  ]);
});

test("other tokens are read and left out; nobody and nothing give nothing", async () => {
  const tokens = [bytes(20, "another")];
  const { flows, reaches } = await listFlowsOf(holders, { ...WINDOW, tokens });
  expect(flows).toEqual([]);
  expect(reaches.length).toBeGreaterThan(0);
  expect(await listFlowsOf([], WINDOW)).toEqual({ flows: [], reaches: [] });
  expect(await listFlowsOf(holders, { ...WINDOW, from: 9, to: 8 })).toEqual({
    flows: [],
    reaches: [],
  });
});

test("how it is planned is taken back with it", async () => {
  const settings = await inSnapshot(db.kysely, async (tx) => {
    await listFlowsWithin(tx, chain.id, holders, WINDOW);
    const { rows } = await sql<{ sort: string }>`select current_setting('enable_sort') as sort`.execute(tx);
    return rows;
  });
  expect(settings).toEqual([{ sort: "on" }]);
});
