import { demo } from "@redflag/domain/chains/demo";
import { observeHead } from "@redflag/ingest/observe-head";
import { rebuildLane } from "@redflag/screen/rebuild";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { findLane, insertLane } from "@redflag/store/lane";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openDevnetLedger } from "./devnet-ledger.ts";

const LISTED = 900;
const PAYER = 10;
const AMOUNT = 1_250_000_000n;

const { net, db, deps, inputs, catchUp } = await openDevnetLedger();

async function listAlerts() {
  return Array.fromAsync(streamAlerts(db.kysely, { chainId: demo.id, withdrawn: true }));
}

test("a reorg that removes a listed payment withdraws its alert; one that re-includes it reinstates the same id", async () => {
  await net.deploy();
  await net.issue("usdt", AMOUNT * 10n);
  await net.mine();
  await net.transfer({ token: "usdt", from: 0, to: PAYER, amount: AMOUNT * 5n });
  const funded = await net.mine();
  await insertLane(db.kysely, demo.id, funded.number + 1);
  const entry = {
    address: net.account(LISTED),
    family: "eip155",
    category: "terrorist_financing",
    severity: "SEVERE",
    authority: "Test (fictional)",
    confidence: 100,
    sharing: "TLP:CLEAR",
  } as const;
  const list = { id: "test", title: "Test", authority: "Test (fictional)" };
  await importListVersion(db, { list, entries: [entry], source: "test" });

  const paid = await net.transfer({ token: "usdt", from: PAYER, to: LISTED, amount: AMOUNT });
  await net.mine(2);
  await catchUp();
  const [first] = await listAlerts();
  expect(first).toMatchObject({
    alert: { state: "provisional", severity: "SEVERE" },
    evidence: [{ transfer: { txHash: paid } }],
  });

  const { dropped } = await net.reorg(2, { drop: [paid] });
  await catchUp();
  expect(await listAlerts()).toMatchObject([{ alert: { id: first?.alert.id, state: "withdrawn" }, evidence: [] }]);

  for (const signed of dropped) expect(await net.broadcast(signed)).toBe(paid);
  await net.mine();
  await catchUp();
  expect(await listAlerts()).toMatchObject([{ alert: { id: first?.alert.id, state: "provisional" } }]);

  await net.mine(13);
  await catchUp();
  // What was read since the last look is final at the next one.
  await catchUp();
  expect(await listAlerts()).toMatchObject([{ alert: { id: first?.alert.id, state: "final", evidenceCount: 1 } }]);
  expect(await rebuildLane(db, inputs, demo)).toMatchObject({ alerts: 1, identical: 1, repaired: [] });
});

test("a reorg that came while nobody looked is followed before anything above it is called final", async () => {
  const paid = await net.transfer({ token: "usdt", from: PAYER, to: LISTED, amount: AMOUNT });
  const block = await net.mine();
  await catchUp();
  await net.reorg(1, { drop: [paid] });
  await net.mine(30);

  // The far tip is seen, and screening runs, before a single block of the gap is read.
  await observeHead(deps);
  await screenLane({ db, inputs, policyOf: (c) => c.verify }, demo);
  await catchUp();

  const lane = await findLane(db.kysely, demo.id);
  expect(lane?.stopped).toBeUndefined();
  expect(lane?.finalPosition).toBeGreaterThan(block.number);
  const standing = (await listAlerts()).flatMap(({ evidence }) => evidence.map(({ transfer }) => transfer.txHash));
  expect(standing).not.toContain(paid);
});
