import { randomUUID } from "node:crypto";
import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { findLane, insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { endWatch, insertWatch, listWatches } from "@redflag/store/private-watch";
import { upsertTip } from "@redflag/store/tip";
import { inTransaction } from "@redflag/store/transaction";
import { listWatchAlerts, listWatchReaches, type WatchAlertFilter } from "@redflag/store/watch-alert-read";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, describe, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { sampleLane as chain, LISTED, PAYER, SampleChain } from "./sample-chain.ts";
import { screenHead } from "./screen-head.ts";
import { screenLane } from "./screen-lane.ts";

const db = await openTestDatabase();
let inputs = new InputCache();

const ADA = `user:${randomUUID()}`;
const BO = `user:${randomUUID()}`;
const WATCHED: Address = `0x${"c3".repeat(20)}`;
/** Whatever anybody else may be told of, or could count. */
const OTHERS = [
  "alert",
  "evidence",
  "event",
  "epoch",
  "lookback",
  "profile",
  "withheld",
  "inferred_service",
  "succeeds",
];

const list = { id: "test", title: "Test", authority: "Test authority" };
const listed: Entry = {
  address: LISTED,
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Test authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
};

async function begin(): Promise<void> {
  inputs = new InputCache();
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, bridge_event, refused_log, coverage, rewind, disagreement, lane, epoch,
     alert, evidence, event, profile, graph_state, withheld, private_watch, watch_epoch, watch_past, watch_alert, ${LIST_TABLES}`,
  );
  await importListVersion(db, { list, entries: [listed], source: "test" });
  await insertLane(db.kysely, chain.id, 1);
}
beforeEach(begin);

async function watch(owner: string, address = WATCHED): Promise<string> {
  const id = randomUUID();
  await insertWatch(db.kysely, { id, owner, address, family: "eip155", reason: "a lead" });
  return id;
}

const screen = () => screenLane({ db, inputs, policyOf: () => "proof" }, chain);
const store = (sample: SampleChain, from = 1, to = sample.head) => writeRange(db, chain, sample.range(from, to));
const finalize = (sample: SampleChain, finalizedNumber: number) =>
  upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber });

async function reorg(sample: SampleChain, forkBlock: number): Promise<void> {
  const fork = sample.blockAt(forkBlock);
  await replaceBranch(db, chain, { forkBlock: fork, cause: "reorg", ...sample.range(forkBlock + 1) });
}

const alertsOf = (owner: string, filter: WatchAlertFilter = {}) =>
  listWatchAlerts(db.kysely, owner, filter, { limit: 100 });
/** As "block state", the oldest first. */
const told = async (owner: string) =>
  (await alertsOf(owner)).map(({ block, state }) => `${block.number} ${state}`).reverse();

async function seenByOthers(): Promise<unknown> {
  const tables = await Promise.all(
    OTHERS.map(async (table) => {
      const { rows } = await db.pool.query(
        `select to_jsonb(t) - '{created_at,updated_at,due_at,position}'::text[] as row from ${table} t order by 1`,
      );
      return [table, rows.map(({ row }) => row)];
    }),
  );
  return Object.fromEntries(tables);
}

const paid = (tx: string, to: Address = WATCHED) => ({ tx, to });

describe("a payment of a watched address", () => {
  test("alerts its owner provisionally, then finally, in a neutral sentence, and nobody else", async () => {
    const id = await watch(ADA);
    const sample = new SampleChain().mine().mine(paid("p1")).mine();
    await store(sample);
    await screen();
    expect(await alertsOf(ADA)).toMatchObject([
      {
        watchId: id,
        owner: ADA,
        state: "provisional",
        block: { number: 2 },
        transfer: { sender: PAYER, recipient: WATCHED, amount: 1_000_000n },
        text: expect.stringMatching(/^0x[cC3]{40} received 1 \S+ from 0x[bB2]{40}; you watch 0x[cC3]{40}$/),
      },
    ]);
    expect(await alertsOf(BO)).toEqual([]);
    expect(await alertsOf(BO, { watchId: id })).toEqual([]);
    await finalize(sample, 2);
    await screen();
    expect(await told(ADA)).toEqual(["2 final"]);
  });

  test("is told to each who watches it, once for a payment to itself, never where nothing moved", async () => {
    const ids = [await watch(ADA), await watch(BO), await watch(ADA, PAYER)];
    await store(
      new SampleChain()
        .mine(paid("p1"))
        .mine({ tx: "self", from: WATCHED, to: WATCHED })
        .mine({ tx: "none", from: WATCHED, amount: 0n }),
    );
    await screen();
    expect((await alertsOf(ADA)).map(({ watchId }) => ids.indexOf(watchId)).sort()).toEqual([0, 0, 2]);
    expect((await alertsOf(BO)).map(({ watchId }) => ids.indexOf(watchId))).toEqual([1, 1]);
    expect(new Set([...(await alertsOf(ADA)), ...(await alertsOf(BO))].map((alert) => alert.id)).size).toBe(5);
  });

  test("that a reorg removes is withdrawn, that it moves stands where it is now, that comes back is reinstated", async () => {
    await watch(ADA);
    const first = new SampleChain().mine().mine(paid("gone"), paid("moved")).mine(paid("back"));
    await store(first);
    await screen();
    const second = first.fork("b", 1).mine().mine(paid("moved")).mine();
    await reorg(second, 1);
    await screen();
    expect(await told(ADA)).toEqual(expect.arrayContaining(["2 withdrawn", "3 provisional", "3 withdrawn"]));
    expect((await alertsOf(ADA, { state: "provisional" })).map(({ block }) => block.hash)).toEqual([
      second.blockAt(3).hash,
    ]);
    await reorg(first.fork("a", 3).mine(), 1);
    await screen();
    expect(await told(ADA)).toEqual(["2 provisional", "2 provisional", "3 provisional"]);
  });

  test("that was final is provisional again, then withdrawn, where the chain breaks its word", async () => {
    await watch(ADA);
    const first = new SampleChain().mine().mine(paid("p1")).mine();
    await store(first);
    await finalize(first, 3);
    await screen();
    await db.pool.query("update lane set stopped_reason = 'rewritten', stopped_fork = 1");
    await rebuildLane(db, inputs, chain);
    expect(await told(ADA)).toEqual(["2 provisional"]);
    await reorg(first.fork("b", 1).mine().mine().mine(), 1);
    await screen();
    expect(await told(ADA)).toEqual(["2 withdrawn"]);
  });
});

describe("a watch", () => {
  test("counts from the next block on, and no more once it has ended; what it raised stays", async () => {
    const sample = new SampleChain().mine(paid("p1"));
    await store(sample);
    await screen();
    const id = await watch(ADA);
    await store(sample.mine(paid("p2")), 2);
    await screen();
    await endWatch(db.kysely, ADA, id);
    await store(sample.mine(paid("p3")), 3);
    await screen();
    expect(await told(ADA)).toEqual(["1 provisional", "2 provisional"]);
    const watches = await listWatches(db.kysely, ADA, { limit: 1 });
    expect([...(await listWatchReaches(db.kysely, watches)).values()]).toEqual([
      [{ chainId: chain.id, fromBlock: 1, isCut: false, sinceBlock: 2 }],
    ]);
  });

  test("looks back over what is stored; what is final there is final at once", async () => {
    const sample = new SampleChain().mine(paid("p1")).mine({ tx: "p2", from: WATCHED }).mine(paid("p3"));
    await store(sample);
    await finalize(sample, 2);
    await screen();
    await watch(ADA);
    expect(await told(ADA)).toEqual([]);
    await store(sample.mine(), 4);
    await screen();
    expect(await told(ADA)).toEqual(["1 final", "2 final", "3 provisional"]);
  });

  test("that began and ended between two blocks is told of nothing", async () => {
    const sample = new SampleChain().mine(paid("p1"));
    await store(sample);
    await screen();
    await endWatch(db.kysely, ADA, await watch(ADA));
    await store(sample.mine(paid("p2")), 2);
    await screen();
    expect(await told(ADA)).toEqual([]);
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repairedWatchAlerts: 0 });
  });

  test("of an address of another family's chains is not about the same bytes here", async () => {
    const watched = { id: randomUUID(), owner: ADA, address: WATCHED, family: "tron" as const, reason: "a lead" };
    await insertWatch(db.kysely, watched);
    await store(new SampleChain().mine(paid("p1")));
    await screen();
    expect(await told(ADA)).toEqual([]);
  });

  test("may be a case's", async () => {
    const owner = `case:${randomUUID()}`;
    await watch(owner);
    await store(new SampleChain().mine(paid("p1")));
    await screen();
    expect(await told(owner)).toEqual(["1 provisional"]);
  });

  test("that is not yet committed hides none that is: changes count in the order in which they are seen", async () => {
    const sample = new SampleChain().mine(paid("p1"));
    await store(sample);
    let late: Promise<string> | undefined;
    await inTransaction(db, async (tx) => {
      const early = { id: randomUUID(), owner: ADA, address: WATCHED, family: "eip155" as const, reason: "a lead" };
      await insertWatch(tx, early);
      late = watch(BO);
      await screen();
      expect(await told(ADA)).toEqual([]);
    });
    await late;
    await store(sample.mine(paid("p2")), 2);
    await screen();
    expect([await told(ADA), await told(BO)]).toEqual([
      ["1 provisional", "2 provisional"],
      ["1 provisional", "2 provisional"],
    ]);
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repairedWatchAlerts: 0 });
  });
});

describe("nobody else", () => {
  /** Payments with what is listed and with what is watched, a reorg and a list change, final blocks. */
  async function play(change: (block: number) => Promise<unknown>): Promise<unknown> {
    const sample = new SampleChain();
    for (let block = 1; block <= 8; block++) {
      await change(block);
      await store(sample.mine(paid(`w${block}`), paid(`l${block}`, LISTED), { tx: `b${block}`, from: WATCHED }), block);
      if (block === 5)
        await importListVersion(db, { list, entries: [{ ...listed, severity: "HIGH" }], source: "test" });
      await screen();
    }
    const fork = sample.fork("b", 6).mine(paid("w7")).mine(paid("l9", LISTED)).mine();
    await reorg(fork, 6);
    await finalize(fork, 7);
    await screen();
    const steps = [await rebuildLane(db, inputs, chain), await rescreenLane(db, inputs, chain)];
    const [reports, [lane]] = [steps, (await db.pool.query("select to_jsonb(lane) as row from lane")).rows];
    return { tables: await seenByOthers(), reports, lane };
  }

  test("sees a difference, whatever is watched and whenever it begins and ends", async () => {
    const without = await play(async () => undefined);
    await begin();
    const ids = new Map<number, string>();
    const withWatches = await play(async (block) => {
      ids.set(block, await watch(block % 2 === 0 ? ADA : BO, block % 3 === 0 ? LISTED : WATCHED).catch(() => ""));
      const ended = ids.get(block - 2);
      if (ended) for (const owner of [ADA, BO]) await endWatch(db.kysely, owner, ended);
    });
    expect(withWatches).toEqual(without);
    expect((await alertsOf(ADA)).length).toBeGreaterThan(10);
  });
});

describe("a rebuild", () => {
  test("makes what stands again and puts right what was tampered with", async () => {
    await watch(ADA);
    const sample = new SampleChain().mine(paid("p1")).mine(paid("p2")).mine(paid("p3")).mine();
    await store(sample);
    await finalize(sample, 4);
    await screen();
    const before = await alertsOf(ADA);
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repairedWatchAlerts: 0 });
    expect(await alertsOf(ADA)).toEqual(before);
    await db.pool.query("update watch_alert set amount = 7, text = 'x' where block_number = 1");
    await db.pool.query("update watch_alert set state = 'withdrawn' where block_number = 2");
    await db.pool.query(
      `insert into watch_alert select '\\x01', watch_id, owner, chain_id, 4, block_hash, block_time, log_index, tx_hash,
       tx_ordinal, token, sender, recipient, amount, text, rule_version, state from watch_alert where block_number = 3`,
    );
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repairedWatchAlerts: 3 });
    expect((await told(ADA)).sort()).toEqual(["1 final", "2 final", "3 final", "4 withdrawn"]);
    expect(await alertsOf(ADA, { state: "final" })).toEqual(before);
    expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repairedWatchAlerts: 0 });
  });

  test("refuses what a version of the rule said that this program does not have", async () => {
    await watch(ADA);
    await store(new SampleChain().mine(paid("p1")));
    await screen();
    await db.pool.query("update watch_epoch set rule_version = 9");
    await expect(rebuildLane(db, inputs, chain)).rejects.toMatchObject({
      code: "heuristic_missing",
      detail: "private-watch version 9",
    });
  });

  test("holds with a bounded past, also once a reorg has gone below where that began", async () => {
    const sample = new SampleChain().mine(paid("p1")).mine(paid("p2")).mine(paid("p3")).mine(paid("p4"));
    await store(sample);
    await screen();
    await watch(ADA);
    await store(sample.mine(paid("p5")), 5);
    await screen();
    // As if it had paid too often for block 3 to be looked at.
    await db.pool.query("update watch_past set from_block = 4, is_cut = true");
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repairedWatchAlerts: 3 });
    await reorg(sample.fork("b", 1).mine(paid("q2")).mine(paid("q3")).mine().mine().mine(), 1);
    await screen();
    const [reach] = [...(await listWatchReaches(db.kysely, await listWatches(db.kysely, ADA, { limit: 1 }))).values()];
    expect(reach).toMatchObject([{ fromBlock: 2, isCut: true, sinceBlock: 2 }]);
    expect(await rebuildLane(db, inputs, chain)).toMatchObject({ repairedWatchAlerts: 0 });
    expect((await alertsOf(ADA, { state: "provisional" })).map(({ block }) => block.number)).toEqual([3, 2]);
  });
});

test("two workers at once raise each alert once, and one lane reads what another has not yet", async () => {
  await watch(ADA);
  await store(new SampleChain().mine(paid("p1")).mine(paid("p2")));
  await Promise.all([1, 2, 3].map(() => screenHead({ db, inputs }, chain)));
  expect(await told(ADA)).toHaveLength(2);
  expect((await findLane(db.kysely, chain.id))?.headPosition).toBe(2);
});
