import type { CoverageStretch, CoverageStrip, Disagreement } from "@redflag/contract/http/routes/coverage";
import { demo } from "@redflag/domain/chains/demo";
import { findCoverageTally } from "@redflag/store/coverage-tally";
import { rowsReadBy } from "@redflag/store/rows-read.samples";
import { expect, test } from "vitest";
import { chainCoverageBody } from "../chain-coverage-body.ts";
import { findAskedSpan } from "../coverage-span.ts";
import { coverageStripBody } from "../coverage-strip-body.ts";
import { listOperatedChains } from "../operated-chain.ts";
import { ENDPOINT_KEY, seedCoverage } from "../testing/seed-coverage.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const ops = await world.enter(["ops"]);
const strip = "/v1/chains/demo/coverage";

async function get<Body>(path: string): Promise<Body> {
  const { status, body } = await ops.browser.send("GET", path);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(JSON.stringify(body)).not.toContain(ENDPOINT_KEY);
  return body as Body;
}
const codeOf = async (path: string) => (await ops.browser.send("GET", path)).code;

test("of a chain without a ledger there is nothing to draw, and no chain is listed", async () => {
  expect(await get("/v1/coverage")).toEqual({ items: [] });
  expect(await codeOf(strip)).toBe("lane_missing");
  expect(await codeOf("/v1/chains/nowhere/coverage")).toBe("chain_unknown");
  await seedCoverage(world.db);
});

test("each chain is told with its lag, its gaps, how it was checked and who was caught", async () => {
  const { items } = await get<{ items: object[] }>("/v1/coverage");
  expect(items).toMatchObject([
    {
      ...{ chain: demo.caip2, name: "demo", firstBlock: 100, contiguousTo: 299, laneStopped: false },
      head: { block: 480, finalized: 440 },
      ledgerLag: { blocks: 181 },
      laneLag: { blocks: 181 },
      gaps: {
        ...{ count: 1, blocks: 50 },
        // What was not read of the head yet is lag.
        oldest: [{ from: 300, to: 349 }],
      },
      ...{
        droppedTo: 149,
        screeningGaps: 0,
        evidence: { kept: 0, waiting: 0, missing: 0 },
        refusedLogs: 32,
        coveredBlocks: 311,
        followed: false,
      },
      // Of a chain that no process has ever followed: as its own file has it.
      policy: demo.verify,
      disagreements: { caught: 2, undecided: 1 },
      levels: [
        { level: "unproven", blocks: 11, provenBlocks: 0 },
        { level: "bloom", blocks: 100, provenBlocks: 0 },
        { level: "peers", blocks: 50, provenBlocks: 0 },
        { level: "proven", blocks: 150, provenBlocks: 110 },
      ],
      endpoints: { configured: 0, healthy: 0 },
    },
  ]);
});

test("the whole is drawn block by block where it is short, and folded where it is asked for in fewer cells", async () => {
  const whole = await get<CoverageStrip>(strip);
  expect(whole).toMatchObject({ from: 100, to: 480, firstBlock: 100, head: 480, droppedTo: 149, finalized: 440 });
  expect(whole.cells).toHaveLength(381);
  const stateAt = (block: number) => whole.cells[block - 100]?.state;
  expect([149, 150, 200, 300, 350, 400, 440, 441, 450, 461].map(stateAt)).toEqual([
    ...["dropped", "proven", "bloom", "missing", "caught", "peers", "peers", "provisional", "provisional", "awaited"],
  ]);
  expect(whole.cells[260]).toMatchObject({ from: 360, lies: 1, undecided: 0, fromTime: "2023-11-14T22:19:20.000Z" });
  expect(whole.cells[200]).not.toHaveProperty("fromTime");
  const folded = await get<CoverageStrip>(`${strip}?cells=4`);
  expect(folded.cells.map(({ from, to, state, lies, undecided }) => [from, to, state, lies, undecided])).toEqual([
    [100, 195, "proven", 0, 0],
    [196, 290, "bloom", 0, 1],
    [291, 385, "missing", 2, 0],
    [386, 480, "caught", 0, 0],
  ]);
  const sums = new Map<string, number>();
  for (const { state, blocks } of folded.cells.flatMap(({ parts }) => parts)) {
    sums.set(state, (sums.get(state) ?? 0) + blocks);
  }
  expect(Object.fromEntries(sums)).toEqual({
    ...{ dropped: 50, proven: 50, bloom: 100, missing: 50, caught: 50, peers: 41, provisional: 20, awaited: 20 },
  });
  const zoomed = await get<CoverageStrip>(`${strip}?from=296&to=305`);
  expect(zoomed.cells.map(({ state }) => state)).toEqual([...Array(4).fill("bloom"), ...Array(6).fill("missing")]);
  expect(await codeOf(`${strip}?from=10&to=9`)).toBe("range_invalid");
  expect(await codeOf(`${strip}?to=481`)).toBe("range_invalid");
  expect(await codeOf(`${strip}?cells=401`)).toBe("request_invalid");
});

test("a strip reads rows of coverage, as many blocks as cells have ends, and no payment", async () => {
  const draw = (from: number, to: number) => async (db: Parameters<typeof findAskedSpan>[0]) =>
    coverageStripBody(db, demo, await findAskedSpan(db, demo, { from, to }), 10);
  const read = (table: string) => rowsReadBy(world.db, `${table}_${demo.id}_0`, draw(200, 460));
  const { rows } = await world.db.pool.query<{ count: number }>("select count(*)::int as count from coverage");
  expect(await read("coverage")).toBeLessThanOrEqual((rows[0]?.count ?? 0) + 10);
  expect(await read("block")).toBeLessThanOrEqual(20);
  expect(await read("transfer")).toBe(0);
});

test("a range says who answered, how it was checked and when, and what is missing between which times", async () => {
  const all = `${strip}/stretches?from=190&to=360`;
  const page = await get<{ items: CoverageStretch[]; next?: string }>(all);
  expect(page).toMatchObject({ from: 190, to: 360, missingBecause: [] });
  expect(page).not.toHaveProperty("next");
  expect(page.items).toMatchObject([
    {
      from: 190,
      to: 199,
      state: "proven",
      read: { host: "a.example", level: "proven", provenBlocks: 10, outdated: true },
    },
    { from: 200, to: 209, state: "bloom", read: { shortfall: "https://liar.example/… no receipts", unchecked: true } },
    { from: 210, to: 299, state: "bloom", read: { host: "a.example", transfers: 63, refusedLogs: 9 } },
    { from: 300, to: 349, state: "missing", after: "2023-11-14T22:18:19.000Z", before: "2023-11-14T22:19:10.000Z" },
    { from: 350, to: 360, state: "caught", read: { host: "liar.example" } },
  ]);
  const newest = await get<{ items: CoverageStretch[] }>(`${strip}/stretches?from=455`);
  expect(newest.items).toMatchObject([
    { to: 460, state: "provisional" },
    { from: 461, to: 480, state: "awaited" },
  ]);
  const paged: CoverageStretch[] = [];
  for (let path: string | undefined = `${all}&limit=2`; path !== undefined; ) {
    const { items, next }: { items: CoverageStretch[]; next?: string } = await get(path);
    paged.push(...items);
    path = next && `${all}&limit=2&cursor=${next}`;
  }
  expect(paged).toEqual(page.items);
});

test("what was contradicted is listed, the newest first, with both sides and without what may be a key", async () => {
  const path = "/v1/chains/demo/disagreements";
  const { items } = await get<{ items: Disagreement[] }>(path);
  expect(items).toMatchObject([
    { block: 361, host: "liar.example", kind: "receipts_root", undecided: false },
    { block: 360, detail: { logsGivenBefore: 0, logsGivenNow: 2 } },
    { block: 205, host: "a.example", undecided: true, detail: { peer: "b.example", logs: 1, peerLogs: 0 } },
  ]);
  const first = await get<{ items: Disagreement[]; next: string }>(`${path}?limit=1&to=360`);
  const second = await get<{ items: Disagreement[] }>(`${path}?limit=1&to=360&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ block }) => block)).toEqual([360, 205]);
  expect(await codeOf(`${path}?cursor=${first.next}`)).toBe("cursor_foreign");
});

test("the ledger is without a gap up to its first one, wherever the lane is; how late it is the head's end tells", async () => {
  const { kysely, pool } = world.db;
  const now = new Date();
  const [operated] = await listOperatedChains(kysely, now);
  if (operated === undefined) throw new Error("the demo's chain has a lane");
  const told = async () => chainCoverageBody(kysely, operated, await findCoverageTally(kysely, demo.id), now);
  await pool.query("delete from coverage where from_block = 210");
  expect(await told()).toMatchObject({ firstBlock: 100, contiguousTo: 209, ledgerLag: { blocks: 181 } });
  // The first blocks that are held are where the ledger begins.
  await pool.query("delete from coverage where from_block < 210");
  expect(await told()).toMatchObject({ firstBlock: 220, contiguousTo: 299, ledgerLag: { blocks: 181 } });
  // Sums are some seconds old; what was read meanwhile is no gap.
  const before = await findCoverageTally(kysely, demo.id);
  await pool.query("update coverage set to_block = 480 where from_block = 460");
  await pool.query("update coverage set to_block = 349 where from_block = 290");
  const mended = before && { ...before, gaps: [] };
  expect(await chainCoverageBody(kysely, operated, mended, now)).toMatchObject({
    contiguousTo: 480,
    gaps: { count: 0 },
  });
  await pool.query("delete from coverage");
  const nothing = await told();
  expect([nothing.firstBlock, nothing.contiguousTo]).toEqual([undefined, undefined]);
});
