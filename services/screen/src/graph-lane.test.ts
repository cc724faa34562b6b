import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { isGroupContext } from "@redflag/domain/graph/group-context";
import type { Transfer } from "@redflag/domain/transfer";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { Database } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { resetMemory } from "@redflag/store/memory";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { listWithheld } from "@redflag/store/withheld";
import { beforeEach, expect, test, vi } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { type Payment, SampleChain, sampleLane } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";
import { SHORT_SEARCH, setSearch } from "./set-search.samples.ts";
import { explainTransfer } from "./why.ts";

vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { shortMemory } = await import("./short-memory.ts");
  const all = await original();
  const graph = all.HEURISTICS.filter(({ stage }) => stage === "graph");
  return { HEURISTICS: [...shortMemory(all).HEURISTICS, ...graph] };
});

const db: Database = await openTestDatabase();
await setSearch(db, SHORT_SEARCH);
let inputs = new InputCache();
/** Another one each time: what was dropped does not come back. */
let chain = { ...sampleLane, partitionBlocks: 40 };

const QUARTER_DAY_S = 21_600;
const BLOCKS = 240;
const NEIGHBOURS = 60;
const neighbour = (n: number): Address => `0x${"7e".repeat(18)}${(n % NEIGHBOURS).toString(16).padStart(4, "0")}`;
const SCHEMES = [25, 50].map((day) => ({
  day,
  source: `0x${"5a".repeat(19)}${day}` as const,
  target: `0x${"5b".repeat(19)}${day}` as const,
}));
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event, succeeds, profile, cut_profile, graph_state, cut_graph_state, withheld, screening_gap, cut, ${LIST_TABLES}`,
  );
  const id = chain.id + 1;
  chain = { ...chain, id, caip2: `eip155:${id}` };
  inputs = new InputCache();
  await insertLane(db.kysely, chain.id, 1);
});

/**
 * Sixty days, four blocks a day. Everybody pays two neighbours in turn, and now and then somebody further down the street. On
 * the days 25 and 50 one pays five of them, who pay one other two days later.
 */
function street(sample = new SampleChain()): SampleChain {
  let state = 7 + sample.head;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  while (sample.head < BLOCKS) {
    const number = sample.head + 1;
    const payments: Payment[] = [];
    for (let i = 0; i < 5; i++) {
      const payer = next(NEIGHBOURS);
      const distance = next(12) === 0 ? 1 + next(20) : 1 + next(2);
      payments.push(paymentOf(number, i, neighbour(payer), neighbour(payer + distance), 20 + next(80)));
    }
    for (const { day, source, target } of SCHEMES) {
      const hop = number - day * 4;
      if (hop >= 0 && hop < 5) payments.push(paymentOf(number, 9, source, neighbour(hop * 12 + day), 900));
      if (hop >= 8 && hop < 13) payments.push(paymentOf(number, 9, neighbour((hop - 8) * 12 + day), target, 890));
    }
    sample.mineAfter(QUARTER_DAY_S, ...payments);
  }
  return sample;
}

function paymentOf(block: number, index: number, from: Address, to: Address, amount: number): Payment {
  return { tx: `${block} ${index}`, from, to, amount: dollars(amount) };
}

const screen = () => screenLane({ db, inputs, policyOf: () => "proof" }, chain);

async function store(mined: SampleChain, finalizedNumber = mined.head): Promise<void> {
  await writeRange(db, chain, mined.range(1));
  await finalize(mined, finalizedNumber);
}

async function finalize(mined: SampleChain, finalizedNumber: number): Promise<void> {
  await upsertTip(db.kysely, chain.id, { head: mined.blockAt(mined.head), finalizedNumber });
}

async function alerts(): Promise<StoredAlert[]> {
  const all: StoredAlert[] = [];
  for await (const alert of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: true })) all.push(alert);
  return all;
}

/** All that is remembered and said, whole. */
async function dump() {
  const read = async (table: string) =>
    (await db.pool.query(`select * from ${table} where chain_id = $1 order by 1, 2`, [chain.id])).rows;
  return {
    alerts: await alerts(),
    profiles: await read("profile"),
    graph: await read("graph_state"),
    withheld: await listWithheld(db.kysely, chain.id),
    gaps: await read("screening_gap"),
  };
}

/** The sequence of an alert's states is history: it tells in which steps the lane came there. */
function content({ alerts: all, ...rest }: Awaited<ReturnType<typeof dump>>) {
  return { alerts: all.map(({ alert: { stateSeq, ...alert }, evidence }) => ({ alert, evidence })), ...rest };
}

/** Of each scheme, the alerts that hold all ten of its payments. */
async function schemes() {
  const all = await alerts();
  return SCHEMES.map(({ source, target }) =>
    all.filter(({ evidence }) => {
      const payments = evidence.flatMap(({ transfer, supporting }) => [
        transfer,
        ...supporting.map((one) => one.transfer),
      ]);
      const own = payments.filter(({ sender, recipient }) => sender === source || recipient === target);
      return new Set(own.map(({ txHash }) => txHash)).size === 10;
    }),
  );
}

test("each scheme is one alert that holds its payments, final, explained, and never SEVERE", async () => {
  await store(street());
  await screen();
  const found = await schemes();
  expect(found.map((own) => own.length)).toEqual([1, 1]);
  for (const { alert, evidence } of found.flat()) {
    expect(alert).toMatchObject({ exposure: "BEHAVIORAL", state: "final" });
    expect(["LOW", "MEDIUM"]).toContain(alert.severity);
    for (const { reasons, supporting } of evidence) {
      expect(supporting.length).toBeLessThan(60);
      expect(reasons[0]).toMatchObject({ code: alert.heuristic.replaceAll("-", "_") });
      for (const { text, figures } of reasons.filter(({ code }) => !isGroupContext(code))) {
        expect(text).toMatch(/one such shape in [\d,]+ transfers is expected by chance here/);
        expect(figures).toMatchObject([{ unit: "decades", met: true }]);
      }
    }
  }
  const withheld = await listWithheld(db.kysely, chain.id);
  expect(withheld.find(({ heuristic }) => heuristic === "fan-in")).toMatchObject({ cause: "history_short" });
});

test("it finds and remembers the same, however often it stops and begins again", async () => {
  const mined = street();
  await store(mined);
  await screen();
  const whole = content(await dump());
  expect(whole.graph.length).toBeGreaterThan(3);
  expect(whole.alerts.length).toBeGreaterThan(1);
  for (const stepBlocks of [97, 11]) {
    await db.pool.query("truncate alert, evidence, event, succeeds, withheld, epoch, lane");
    await resetMemory(db.kysely, { chainId: chain.id, startBlock: 1 });
    await insertLane(db.kysely, chain.id, 1);
    for (let block = stepBlocks; block < BLOCKS + stepBlocks; block += stepBlocks) {
      if (block % 2 === 0) inputs = new InputCache();
      await finalize(mined, Math.min(block, BLOCKS));
      await screen();
    }
    expect(content(await dump())).toEqual(whole);
  }
});

test("a rebuild gives every byte again, of alerts and of what is remembered", async () => {
  await store(street());
  await screen();
  const before = await dump();
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repaired: [] });
  expect(await dump()).toEqual(before);
  await db.pool.query("delete from evidence; delete from event; delete from alert; delete from graph_state");
  const { repaired, identical } = await rebuildLane(db, new InputCache(), chain);
  expect(identical).toBe(0);
  expect(repaired.length).toBe(before.alerts.length);
  expect(content(await dump())).toEqual(content(before));
});

test("what another process committed meanwhile is gone on from", async () => {
  const mined = street();
  await store(mined, 100);
  await screen();
  const own = inputs;
  inputs = new InputCache();
  await finalize(mined, 150);
  await screen();
  inputs = own;
  await finalize(mined, BLOCKS);
  await screen();
  const shared = content(await dump());
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(content(await dump())).toEqual(shared);
});

test("why tells of a payment whether its pair was new, and which group holds it", async () => {
  const mined = street();
  await store(mined, 239);
  await screen();
  const why = async (transfer: Transfer | undefined) => {
    if (transfer === undefined) throw new Error("the street has this payment");
    const said = await explainTransfer(db.kysely, inputs, chain, transfer);
    return said.kind === "screened" ? said.graph : undefined;
  };
  const transfers = mined.range(1).transfers;
  const [, late] = SCHEMES;
  const [, held] = (await schemes()).flat();
  expect(await why(transfers.findLast(({ recipient }) => recipient === late?.target))).toEqual({
    outcome: "grouped",
    text: "it is one of the payments of a group",
    alerts: [held?.alert.id],
  });
  const repeated = transfers.findLast(
    ({ sender, recipient, blockNumber }) =>
      blockNumber < 239 && transfers.filter((one) => one.sender === sender && one.recipient === recipient).length > 5,
  );
  expect(await why(repeated)).toMatchObject({ outcome: "known_pair" });
  expect(await why(transfers[0])).toMatchObject({ outcome: "no_group", text: expect.stringContaining("first 7 days") });
  expect(await why(transfers.at(-1))).toMatchObject({ outcome: "pending" });
});

test("a reorg above what is final changes nothing of it", async () => {
  const mined = street();
  await store(mined, 230);
  await screen();
  const before = await dump();
  const other = street(mined.fork("b", 235));
  await replaceBranch(db, chain, { ...other.range(236), forkBlock: other.blockAt(235), cause: "reorg" });
  await finalize(other, 230);
  await screen();
  expect(await dump()).toEqual(before);
  await finalize(other, BLOCKS);
  await screen();
  expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repaired: [] });
});

test("screening the past again after a list has named the source as a service leaves its payments out", async () => {
  await store(street());
  await screen();
  const service: Entry = {
    address: SCHEMES[0]?.source as Address,
    family: "eip155",
    category: "exchange",
    severity: "LOW",
    authority: "Test authority",
    confidence: 100,
    sharing: "TLP:CLEAR",
  };
  await importListVersion(db, {
    list: { id: "test", title: "Test", authority: "Test authority" },
    entries: [service],
    source: "test",
  });
  const report = await rescreenLane(db, inputs, chain);
  expect(report.withdrawn.length + report.changed.length).toBeGreaterThan(0);
  expect((await schemes()).map((own) => own.length)).toEqual([0, 1]);
  const after = await dump();
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await dump()).toEqual(after);
});

test("a group that stands beside a listed address is told so, and is told the same when it is rebuilt", async () => {
  const target = SCHEMES[1]?.target as Address;
  const listed: Entry = {
    address: target,
    family: "eip155",
    category: "terrorist_financing",
    severity: "SEVERE",
    authority: "Test authority",
    confidence: 100,
    sharing: "TLP:CLEAR",
  };
  await importListVersion(db, {
    list: { id: "test", title: "Test", authority: "Test authority" },
    entries: [listed],
    source: "test",
  });
  const mined = street();
  await store(mined, 225);
  await screen();
  inputs = new InputCache();
  await finalize(mined, BLOCKS);
  await screen();
  const [without, beside] = (await schemes()).map((own) =>
    own.flatMap(({ evidence }) => evidence.at(-1)?.reasons ?? []),
  );
  expect(without?.map(({ code }) => code)).not.toContain("community");
  const community = beside?.findIndex(({ code }) => code === "community") ?? -1;
  expect(beside?.[community]?.figures?.map(({ met }) => met)).toEqual([true, true, true]);
  expect(beside?.[community + 1]).toMatchObject({
    code: "listed_nearby",
    entry: { list: "test", authority: "Test authority" },
  });
  expect((await schemes())[1]?.[0]?.alert).toMatchObject({
    exposure: "BEHAVIORAL",
    severity: expect.not.stringMatching("SEVERE"),
  });
  const before = await dump();
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await dump()).toEqual(before);
});

test("after a cut a rebuild begins at it, and gives every byte again", async () => {
  const mined = street();
  await store(mined);
  await screen();
  const before = await dump();
  const { dropped } = await cutLedger(db, inputs, chain, { before: mined.blockAt(BLOCKS).time, now: 1_800_000_000 });
  expect(dropped.at(-1)).toEqual({ from: 80, to: 119 });
  expect(await dump()).toEqual(before);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ fromBlock: 120, repaired: [] });
  expect(await dump()).toEqual(before);
});
