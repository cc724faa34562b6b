import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { importBorders } from "@redflag/store/border";
import { type Database, openDatabase } from "@redflag/store/database";
import { importEnrichment } from "@redflag/store/enrichment";
import { insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import { insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test, vi } from "vitest";
import { createTestDatabaseUrl } from "../../../tests/test-database.ts";
import { cutLedger } from "./cut-ledger.ts";
import { InputCache } from "./input-cache.ts";
import { stepLookback } from "./lookback-step.ts";
import { LISTED_LATE, playWorld, SERVICES, SPREADER, WORLD_BLOCKS } from "./played-world.ts";
import { rebuildLane } from "./rebuild.ts";
import { LISTED, type SampleChain, sampleLane } from "./sample-chain.ts";
import { screenDepth } from "./screen-depth.ts";
import { screenLane } from "./screen-lane.ts";
import { SHORT_SEARCH, setSearch } from "./set-search.samples.ts";

/** Retention keeps what a rule may still count, and this world is sixty days long. */
vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { HEURISTICS } = await original();
  const isShort = (heuristic: (typeof HEURISTICS)[number]) =>
    heuristic.stage !== "depth" || heuristic.historyS(heuristic.params.parse({})) <= 30 * 86_400;
  const exposure = HEURISTICS.filter(({ id }) => id === "indirect-exposure").map((heuristic) => {
    const { params } = heuristic;
    const parse = (given: object) => params.parse({ windowDays: 7, ...given });
    const safeParse = (given: object) => params.safeParse({ windowDays: 7, ...given });
    return { ...heuristic, params: { parse, safeParse } };
  });
  return { HEURISTICS: [...HEURISTICS.filter(isShort), ...(exposure as never[])] };
});

vi.mock(import("./screen-depth.ts"), async (original) => {
  const real = await original();
  return { screenDepth: vi.fn(real.screenDepth) };
});

interface Cutting {
  /** Of one stretch, unless a block alone has more. */
  stretchTransfersMax: number;
  /** A process ends after so many final blocks, and another one goes on. */
  restartBlocks: number;
}

const CUTTINGS: readonly Cutting[] = [
  { stretchTransfersMax: 10_000, restartBlocks: WORLD_BLOCKS },
  { stretchTransfersMax: 1_000, restartBlocks: WORLD_BLOCKS },
  { stretchTransfersMax: 7, restartBlocks: 97 },
  { stretchTransfersMax: 1, restartBlocks: 23 },
];

const chain = { ...sampleLane, partitionBlocks: 40 };
/** The fork: what is final lies below, the listed address's payment above. */
const [FORK, FINAL_BEFORE_FORK] = [200, 196];
const base = { family: "eip155", authority: "Test data", confidence: 90, sharing: "TLP:CLEAR" } as const;
const listed = (address: Address): Entry => {
  return { ...base, address, category: "terrorist_financing", severity: "SEVERE" };
};
const services = ["SG", "TH", "MM"].map((place, n): Entry => {
  const entity = { entity: `Business ${n}`, jurisdictions: [place] };
  return { ...base, ...entity, address: SERVICES[n] ?? LISTED, category: "exchange", severity: "LOW" };
});

/** The same things happen at the same blocks of the ledger, whatever a process makes of them at once. */
async function play(db: Database, { stretchTransfersMax, restartBlocks }: Cutting): Promise<void> {
  let finalized = 0;
  const importList = async (...entries: Entry[]) => {
    await importListVersion(db, { list: { id: "test", title: "T", authority: "T" }, entries, source: "test" });
    // Said in the alerts of a lookback.
    await db.pool.query("update list_version set created_at = '2026-06-01'");
  };
  const write = (mined: SampleChain, from: number, to: number) => writeRange(db, chain, mined.range(from, to));
  const screen = async (mined: SampleChain, head: number, final = head) => {
    while (finalized < final) {
      finalized = Math.min(final, finalized + restartBlocks);
      await upsertTip(db.kysely, chain.id, { head: mined.blockAt(head), finalizedNumber: finalized });
      const deps = { db, inputs: new InputCache(), stretchTransfersMax };
      await screenLane({ ...deps, policyOf: () => "proof" }, chain);
      while ((await stepLookback(deps, chain)).kind === "looked");
    }
  };
  const cut = (mined: SampleChain, at: number) =>
    cutLedger(db, new InputCache(), chain, { before: mined.blockAt(at).time, now: 1_800_000_000 });

  await setSearch(db, SHORT_SEARCH);
  await insertLane(db.kysely, chain.id, 1);
  const mined = playWorld();
  await importList(listed(LISTED), ...services);
  await write(mined, 1, 100);
  await screen(mined, 100);

  const by = { actor: { kind: "system", id: "test", name: "test" }, at: new Date() } as const;
  const note = { kind: "higher_risk", jurisdiction: "MM", source: "Test data", date: "2026-01-01" } as const;
  await importBorders(db, "test-notes", [note], { source: "test", by });
  const turnover = { kind: "turnover", address: SPREADER, family: "eip155", amount: 1, currency: "USD" } as const;
  await importEnrichment(db, "vasp-a", [turnover], { source: "test", by });
  await write(mined, 101, 140);
  await screen(mined, 140);

  const setting = { heuristic: "rapid-pass-through", seq: 1, isEnforced: true, params: { receivedUsdMin: 500 } };
  const shadowParams = { receivedUsdMin: 100 };
  await insertHeuristicSetting(
    db.kysely,
    { ...setting, shadowParams },
    { author: { by: "system", name: "test" }, reason: "test" },
  );
  await write(mined, 141, 170);
  await screen(mined, 170);

  await importList(listed(LISTED), listed(LISTED_LATE), ...services);
  await setSearch(db, { ...SHORT_SEARCH, warmUpDays: 8, pairsMax: 1_000 });
  await write(mined, 171, 210);
  await screen(mined, 210, FINAL_BEFORE_FORK);

  const other = playWorld(mined.fork("b", FORK), 8);
  await replaceBranch(db, chain, { ...other.range(FORK + 1, 215), forkBlock: other.blockAt(FORK), cause: "reorg" });
  await screen(other, 215);
  expect((await cut(other, 215)).dropped.at(-1)).toEqual({ from: 40, to: 79 });
  await write(other, 216, WORLD_BLOCKS);
  await screen(other, WORLD_BLOCKS);
  expect((await cut(other, WORLD_BLOCKS)).dropped.at(-1)).toEqual({ from: 80, to: 119 });
}

const TABLES = [
  "alert",
  "evidence",
  "succeeds",
  "profile",
  "graph_state",
  "cut_profile",
  "cut_graph_state",
  "inferred_service",
  "withheld",
  "screening_gap",
  "shadow_block",
  "shadow_finding",
  "kept_freeze",
  "lookback",
  "epoch",
];
/** When somebody's clock said so, and by which steps an alert came to its state: history, and no content. */
const HISTORY = ["created_at", "updated_at", "due_at", "begun_at", "finished_at", "state_seq"];

/** Of every table all that is remembered and said, each row as text. */
async function contentOf(db: Database): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const table of TABLES) {
    const { rows } = await db.pool.query<{ row: string }>(
      `select (to_jsonb(t) - $1::text[])::text as row from ${table} t order by 1`,
      [HISTORY],
    );
    content[table] = rows.map(({ row }) => row);
  }
  return content;
}

test("stretches of 1, 7, 1,000 and 10,000 transfers, with restarts, give the same bytes whatever happens meanwhile", async () => {
  const contents: Array<Record<string, string[]>> = [];
  const steps: number[] = [];
  for (const cutting of CUTTINGS) {
    const url = await createTestDatabaseUrl();
    const db = await openDatabase({ url, applicationName: "test", poolMax: 4 });
    try {
      vi.mocked(screenDepth).mockClear();
      await play(db, cutting);
      steps.push(vi.mocked(screenDepth).mock.calls.length);
      const content = await contentOf(db);
      if (contents.length === 0) {
        await expectEveryStage(db, content);
        expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ fromBlock: 120, repaired: [] });
        expect(await contentOf(db)).toEqual(content);
      }
      contents.push(content);
    } finally {
      await db.close();
    }
  }
  for (const content of contents) expect(content).toEqual(contents[0]);
  // Or the sizes would not have been what they are called.
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  expect(new Set(steps).size).toBe(CUTTINGS.length);
}, 120_000);

/** Of an empty world everything is the same. */
async function expectEveryStage(db: Database, content: Record<string, string[]>): Promise<void> {
  const { rows } = await db.pool.query<{ heuristic: string }>("select distinct heuristic from alert");
  expect(rows.map(({ heuristic }) => heuristic)).toEqual(
    expect.arrayContaining([
      "watchlist-hit",
      "issuer-freeze",
      "rapid-pass-through",
      "dispersion-over-services",
      "indirect-exposure",
      "scatter-gather",
      "lookback-hit",
    ]),
  );
  for (const [table, of] of Object.entries(content)) {
    if (table !== "succeeds" && table !== "screening_gap") expect([table, of.length]).not.toEqual([table, 0]);
  }
}
