import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { verifyKeptProof } from "@redflag/chain/verify-kept-proof";
import { demo } from "@redflag/domain/chains/demo";
import { streamAlerts } from "@redflag/store/alert-read";
import { listMissingRanges } from "@redflag/store/coverage-read";
import { listKeptProofs } from "@redflag/store/kept-proof";
import { findLane } from "@redflag/store/lane";
import { findProofTally } from "@redflag/store/proof-wanted";
import { findRewindAfter } from "@redflag/store/rewind";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";
import { ListedWorld } from "./listed-world.ts";
import { listEvidence, openListedDatabase, runPipelineOn } from "./running-pipeline.ts";

const world = await ListedWorld.open();
const socketUrl = world.anvil.url.replace("http", "ws");
const url = await createTestDatabaseUrl();
const db = await openListedDatabase(demo, url, world.startBlock, world.entries);
afterAll(async () => {
  await db.close();
  await world.close();
});

const until = (condition: () => Promise<void>) => vi.waitFor(condition, { timeout: 150_000, interval: 50 });
const everythingFound = () => until(async () => expect(await listEvidence(db, demo)).toEqual(world.planted));

test("blocks come in bursts and after hours of silence: every payment is found", async () => {
  const pipeline = await runPipelineOn(demo, url, [world.anvil.url]);
  await world.node.call("evm_setAutomine", true);
  for (let i = 0; i < 12; i++) await world.pay();
  await world.node.call("evm_setAutomine", false);
  await everythingFound();
  await world.node.call("evm_increaseTime", 6 * 3_600);
  await world.pay();
  await world.node.call("evm_mine");
  await everythingFound();
  await pipeline.stop();
  expect(pipeline.told).toEqual([]);
});

test("of five blocks a second, some with the time of their parent, none is skipped", async () => {
  const fast = await ListedWorld.open({ blockTimeMs: 200 });
  onTestFinished(() => fast.close());
  const fastUrl = await createTestDatabaseUrl();
  const fastDb = await openListedDatabase(demo, fastUrl, fast.startBlock, fast.entries);
  const pipeline = await runPipelineOn(demo, fastUrl, [fast.anvil.url]);
  for (let i = 0; i < 10; i++) {
    await fast.pay();
    await sleep(100);
  }
  await until(async () => expect(await listEvidence(fastDb, demo)).toEqual(fast.planted));
  await pipeline.stop();
  expect(pipeline.told).toEqual([]);
  const lane = await findLane(fastDb.kysely, demo.id);
  expect(await listMissingRanges(fastDb.kysely, demo.id, fast.startBlock, lane?.headPosition ?? 0)).toEqual([]);
  await fastDb.close();
});

test("what alerts stand on is kept once it is final, and shows every payment without the node", async () => {
  const pipeline = await runPipelineOn(demo, url, [world.anvil.url]);
  await world.mine(13);
  const standing = () => Array.fromAsync(streamAlerts(db.kysely, { chainId: demo.id, withdrawn: false }));
  await until(async () => {
    expect(await listEvidence(db, demo)).toEqual(world.planted);
    // What becomes final is wanted in the same step: once all is, nothing more will be.
    expect(new Set((await standing()).map(({ alert }) => alert.state))).toEqual(new Set(["final"]));
    expect(await findProofTally(db.kysely, demo.id)).toMatchObject({ waiting: 0 });
  });
  await pipeline.stop();
  const alerts = await standing();
  const evidence = alerts.flatMap((alert) => alert.evidence);
  const proofs = await listKeptProofs(
    db.kysely,
    demo.id,
    evidence.map(({ block }) => block),
  );
  const checks = await Promise.all(proofs.map(({ proof }) => verifyKeptProof(demo, proof)));
  expect(checks.map(({ kind }) => kind)).toEqual(proofs.map(() => "proven"));
  const shown = new Set(
    checks.flatMap((check) =>
      check.kind === "broken" ? [] : check.logs.map((log) => `${log.transactionHash} ${log.logIndex}`),
    ),
  );
  expect(evidence).toHaveLength(world.planted.length);
  for (const { transfer } of evidence) expect(shown).toContain(`${transfer.txHash} ${transfer.logIndex}`);
});

test("told of new heads by a real node, it looks long before the next poll is due", async () => {
  const pace = { pollMs: 3_600_000, gapMs: 50 };
  const pipeline = await runPipelineOn(demo, url, [world.anvil.url, socketUrl], { pace });
  for (let i = 0; i < 3; i++) {
    await world.pay();
    await world.mine();
    await everythingFound();
  }
  await pipeline.stop();
});

test("a replica that lags behind a balancer is told once, rewinds nothing and costs nothing", async () => {
  let lagging = false;
  const balancer = createServer(async (request, response) => {
    const body = await text(request);
    // Every other question for the head is answered by a node that is three blocks behind.
    if (body.includes('"latest"')) lagging = !lagging;
    const head = await world.net.getHead();
    const behind = body.replaceAll('"latest"', `"0x${(head.number - 3).toString(16)}"`);
    const headers = { "content-type": "application/json" };
    const answer = await fetch(world.anvil.url, { method: "POST", headers, body: lagging ? behind : body });
    response.setHeader("content-type", "application/json").end(await answer.text());
  }).listen(0, "127.0.0.1");
  await once(balancer, "listening");
  const pipeline = await runPipelineOn(demo, url, [`http://127.0.0.1:${(balancer.address() as AddressInfo).port}`]);
  for (let i = 0; i < 8; i++) {
    await world.pay();
    await world.mine();
    await everythingFound();
  }
  await pipeline.stop();
  balancer.closeAllConnections();
  balancer.close();
  const retreats = pipeline.told.filter(({ msg }) => msg.includes("head went back"));
  expect(retreats.length).toBeGreaterThan(0);
  expect(retreats.length).toBeLessThanOrEqual(4);
  expect(await findRewindAfter(db.kysely, demo.id, 0)).toBeUndefined();
});

test("another chain of the same id is refused with the block that differs; the ledger stays, and the right one goes on", async () => {
  const other = await ListedWorld.open();
  onTestFinished(() => other.close());
  await other.mine(20);
  const before = await findLane(db.kysely, demo.id);
  const lost = await runPipelineOn(demo, url, [other.anvil.url]);
  // A block that was not proven yet is not there, either: only what following says counts here.
  const refusals = ({ told }: typeof lost) => told.filter(({ step }) => step === "follow");
  await until(async () => expect(refusals(lost)).toMatchObject([{ code: "history_foreign" }]));
  // Longer than the ledger, too.
  await other.mine((await world.net.getHead()).number + 50);
  await world.pay();
  await world.mine();
  await lost.stop();
  const again = await runPipelineOn(demo, url, [other.anvil.url]);
  await until(async () => expect(refusals(again)).toMatchObject([{ code: "history_foreign" }]));
  await again.stop();

  const hashOf = async ({ node }: ListedWorld) => {
    const block = await node.call("eth_getBlockByNumber", `0x${world.startBlock.toString(16)}`, false);
    return (block as { hash: string }).hash;
  };
  const words = `block ${world.startBlock} is ${await hashOf(world)} in the ledger and ${await hashOf(other)} at the endpoint`;
  for (const pipeline of [lost, again]) expect(refusals(pipeline)[0]?.detail).toContain(words);
  expect(await findRewindAfter(db.kysely, demo.id, 0)).toBeUndefined();
  const after = await findLane(db.kysely, demo.id);
  expect([after?.headPosition, after?.stopped]).toEqual([before?.headPosition, undefined]);

  const right = await runPipelineOn(demo, url, [world.anvil.url]);
  await everythingFound();
  await right.stop();
});

test("a restart 3,000 blocks later catches up, skips nothing and says how far behind it was", async () => {
  const before = await runPipelineOn(demo, url, [world.anvil.url]);
  await world.pay();
  await world.mine();
  await everythingFound();
  await before.stop();
  for (let i = 0; i < 10; i++) {
    await world.pay();
    await world.mine(300);
  }
  const head = await world.net.getHead();
  const pipeline = await runPipelineOn(demo, url, [world.anvil.url]);
  await until(async () => {
    const words = pipeline.told.map(({ msg }) => msg);
    expect(words.at(-1)).toBe(`demo has caught up: screened to block ${head.number}`);
    expect(words[0]).toMatch(/^demo is 3,000 blocks \(\d+ d.*\) behind$/);
  });
  await everythingFound();
  await pipeline.stop();
  expect(await listMissingRanges(db.kysely, demo.id, world.startBlock, head.number)).toEqual([]);
}, 240_000);
