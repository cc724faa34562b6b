import { demo } from "@redflag/domain/chains/demo";
import type { Hash } from "@redflag/domain/hex";
import { InputCache } from "@redflag/screen/input-cache";
import { rebuildLane } from "@redflag/screen/rebuild";
import { explainTransfer } from "@redflag/screen/why";
import { streamAlerts } from "@redflag/store/alert-read";
import { listFreezeCounts, listFreezesOf } from "@redflag/store/freeze-read";
import { insertLane } from "@redflag/store/lane";
import { findTransfersOfTransaction } from "@redflag/store/transfer-read";
import { beforeAll, expect, test } from "vitest";
import { openDevnetLedger } from "./devnet-ledger.ts";

const [PAYER, FROZEN] = [10, 11];
const AMOUNT = 1_250_000_000n;

const { net, db, inputs, catchUp } = await openDevnetLedger();

async function pay(token: "usdt" | "usdc"): Promise<Hash> {
  const paid = await net.transfer({ token, from: PAYER, to: FROZEN, amount: AMOUNT });
  await net.mine();
  await catchUp();
  return paid;
}

async function standing() {
  const stored = await Array.fromAsync(streamAlerts(db.kysely, { chainId: demo.id, withdrawn: false }));
  return stored.map(({ alert, evidence }) => ({
    heuristic: alert.heuristic,
    subject: alert.subject,
    state: alert.state,
    payments: evidence.map(({ transfer }) => transfer.txHash),
    freezes: [...new Set(evidence.flatMap(({ reasons }) => reasons.map(({ entry }) => entry?.reference)))],
  }));
}

beforeAll(async () => {
  await net.deploy();
  await net.issue("usdt", AMOUNT * 100n);
  await net.issue("usdc", AMOUNT * 100n);
  await net.mine();
  for (const token of ["usdt", "usdc"] as const) {
    await net.transfer({ token, from: 0, to: PAYER, amount: AMOUNT * 20n });
  }
  const funded = await net.mine();
  await insertLane(db.kysely, demo.id, funded.number + 1);
});

test("a freeze counts from its block on for every token, until the issuer lifts it, and a reorg takes it back", async () => {
  const before = await pay("usdt");
  expect(await standing()).toEqual([]);

  const froze = await net.blacklist("usdt", FROZEN);
  const { number: frozenAt } = await net.mine();
  await catchUp();
  const account = net.account(FROZEN);
  expect(await listFreezesOf(db.kysely, account)).toMatchObject([
    { kind: "freeze", blockNumber: frozenAt, txHash: froze, isFinal: false },
  ]);
  expect(await listFreezeCounts(db.kysely)).toMatchObject([{ standing: 1, provisional: 1, lifted: 0 }]);

  const first = await pay("usdc");
  const second = await pay("usdt");
  const alert = { heuristic: "issuer-freeze", subject: account, state: "provisional", freezes: [froze] };
  expect(await standing()).toEqual([{ ...alert, payments: [first, second] }]);

  // Both payments and the freeze go; the payments come back on a branch without it.
  const { dropped } = await net.reorg(3, { drop: [froze, first, second] });
  for (const signed of dropped.slice(1)) await net.broadcast(signed);
  await net.mine();
  await catchUp();
  expect(await standing()).toEqual([]);
  expect(await listFreezesOf(db.kysely, account)).toEqual([]);

  const again = await net.blacklist("usdt", FROZEN);
  await net.mine();
  const third = await pay("usdt");
  expect(await standing()).toEqual([{ ...alert, freezes: [again], payments: [third] }]);

  await net.unblacklist("usdt", FROZEN);
  await net.mine();
  const free = await pay("usdt");
  expect(await standing()).toEqual([{ ...alert, freezes: [again], payments: [third] }]);

  await net.mine(13);
  await catchUp();
  await catchUp();
  expect(await standing()).toMatchObject([{ state: "final" }]);
  expect((await listFreezesOf(db.kysely, account)).map(({ kind, isFinal }) => [kind, isFinal])).toEqual([
    ["freeze", true],
    ["unfreeze", true],
  ]);
  expect(await listFreezeCounts(db.kysely)).toMatchObject([{ standing: 0, provisional: 0, lifted: 1 }]);
  expect(await rebuildLane(db, inputs, demo)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
  expect(await rebuildLane(db, new InputCache(), demo)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });

  for (const [tx, fired] of [
    [before, 0],
    [third, 1],
    [free, 0],
  ] as const) {
    const [transfer] = await findTransfersOfTransaction(db.kysely, demo.id, tx);
    if (transfer === undefined) throw new Error(`${tx} is in the ledger`);
    const said = await explainTransfer(db.kysely, inputs, demo, transfer);
    if (said.kind !== "screened") throw new Error("it is screened");
    const verdict = said.head.find(({ heuristic }) => heuristic === "issuer-freeze");
    expect(verdict?.fired).toHaveLength(fired);
    expect(verdict?.silent).toHaveLength(2 - fired);
  }
});
