import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import type { LaneSlice } from "@redflag/domain/judge-again/judged-slice";
import { evidenceDifference, remakeAlert } from "@redflag/domain/judge-again/remake-alert";
import { sampleSigner } from "@redflag/reports/bundle/bundle.samples";
import { replayBundle } from "@redflag/reports/bundle/replay-bundle";
import { writeBundle } from "@redflag/reports/bundle/write-bundle";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import { importBorders } from "@redflag/store/border";
import { type Database, openDatabase } from "@redflag/store/database";
import { importEnrichment } from "@redflag/store/enrichment";
import { insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import { keepProof } from "@redflag/store/kept-proof";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../../tests/test-database.ts";
import { cutLedger } from "../cut-ledger.ts";
import { InputCache } from "../input-cache.ts";
import { stepLookback } from "../lookback-step.ts";
import { LISTED_LATE, playWorld, SERVICES, SPREADER, WORLD_BLOCKS } from "../played-world.ts";
import { LISTED, sampleLane } from "../sample-chain.ts";
import { screenLane } from "../screen-lane.ts";
import { SHORT_SEARCH, setSearch } from "../set-search.samples.ts";
import { bundleProofs } from "./bundle-proofs.ts";
import { chooseSlice } from "./choose-slice.ts";
import { collectBundle } from "./collect-bundle.ts";

/** This world is sixty days long: rules that look back further would say nothing. */
vi.mock(import("@redflag/domain/heuristic-registry"), async (original) => {
  const { HEURISTICS } = await original();
  const isShort = (heuristic: (typeof HEURISTICS)[number]) =>
    heuristic.stage !== "depth" || heuristic.historyS(heuristic.params.parse({})) <= 30 * 86_400;
  const exposure = HEURISTICS.filter(({ id }) => id === "indirect-exposure").map((heuristic) => {
    const { params } = heuristic;
    const parse = (given: object) => params.parse({ windowDays: 7, ...given });
    const safeParse = (given: object) => params.safeParse({ windowDays: 7, ...given });
    return { ...heuristic, params: Object.assign(Object.create(params), { parse, safeParse }) };
  });
  return { HEURISTICS: [...HEURISTICS.filter(isShort), ...(exposure as never[])] };
});

const chain = { ...sampleLane, partitionBlocks: 40 };
const base = { family: "eip155", authority: "Test data", confidence: 90, sharing: "TLP:CLEAR" } as const;
const listed = (address: Address): Entry => {
  return { ...base, address, category: "terrorist_financing", severity: "SEVERE" };
};
const services = ["SG", "TH", "MM"].map((place, n): Entry => {
  const entity = { entity: `Business ${n}`, jurisdictions: [place] };
  return { ...base, ...entity, address: SERVICES[n] ?? LISTED, category: "exchange", severity: "LOW" };
});
const signer = sampleSigner();
const mined = playWorld();
const url = await createTestDatabaseUrl();
let db: Database;

/** Lists, notes, what VASPs say and settings change meanwhile: the past is judged with what held there. */
beforeAll(async () => {
  db = await openDatabase({ url, applicationName: "test", poolMax: 4 });
  const inputs = new InputCache();
  const importList = (...entries: Entry[]) =>
    importListVersion(db, { list: { id: "test", title: "T", authority: "T" }, entries, source: "test" });
  const screen = async (from: number, to: number) => {
    await writeRange(db, chain, mined.range(from, to));
    await upsertTip(db.kysely, chain.id, { head: mined.blockAt(to), finalizedNumber: to });
    await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
    while ((await stepLookback({ db, inputs }, chain)).kind === "looked");
  };
  await setSearch(db, SHORT_SEARCH);
  await insertLane(db.kysely, chain.id, 1);
  await importList(listed(LISTED), ...services);
  await screen(1, 100);
  const by = { actor: { kind: "system", id: "test", name: "test" }, at: new Date() } as const;
  const note = { kind: "higher_risk", jurisdiction: "MM", source: "Test data", date: "2026-01-01" } as const;
  await importBorders(db, "test-notes", [note], { source: "test", by });
  const turnover = { kind: "turnover", address: SPREADER, family: "eip155", amount: 1, currency: "USD" } as const;
  await importEnrichment(db, "vasp-a", [turnover], { source: "test", by });
  await screen(101, 140);
  const setting = { heuristic: "rapid-pass-through", seq: 1, isEnforced: true, params: { receivedUsdMin: 500 } };
  const author = { author: { by: "system", name: "test" }, reason: "test" } as const;
  await insertHeuristicSetting(db.kysely, { ...setting, shadowParams: { receivedUsdMin: 100 } }, author);
  await screen(141, 170);
  await importList(listed(LISTED), listed(LISTED_LATE), ...services);
  await screen(171, WORLD_BLOCKS);
}, 120_000);

afterAll(() => db.close());

/** How the alerts of each rule are found again, and how many so; of those that only stand recorded, why. */
async function table(transfersMax?: number): Promise<Record<string, Record<string, number>>> {
  const inputs = new InputCache();
  const found: Record<string, Record<string, number>> = {};
  for await (const stored of streamAlerts(db.kysely, { withdrawn: false })) {
    const chosen = await chooseSlice(db.kysely, inputs, chain, stored, transfersMax);
    const of = chosen.replay === "exact" && chosen.slice;
    const how = chosen.replay === "recorded" ? chosen.reason : of && of.kind === "lane" ? of.reach : "lookback";
    const row = found[stored.alert.heuristic] ?? {};
    found[stored.alert.heuristic] = { ...row, [how]: (row[how] ?? 0) + 1 };
  }
  return found;
}

test("every alert is found again, from the smallest slice that gives it", async () => {
  expect(await table()).toEqual({
    "watchlist-hit": { payments: 7 },
    "issuer-freeze": { payments: 4 },
    "lookback-hit": { lookback: 1 },
    structuring: { subject: 6 },
    "dispersion-over-services": { subject: 6 },
    "rapid-pass-through": { subject: 5 },
    "turnover-beyond-declared": { subject: 1 },
    "indirect-exposure": { origins: 3 },
    "scatter-gather": { lane: 2 },
  });
});

/** What of a bundle's replay does not hold: this world has no proofs. */
async function openSteps(id: Hash): Promise<Array<[step: string, outcome: string]>> {
  const content = await collectBundle(db.kysely, new InputCache(), chain, { id });
  const origin = { version: "1.0.0", madeAt: "2026-07-01T00:00:00.000Z", madeBy: "test" };
  const keys = [{ from: "test", pem: signer.publicPem }];
  const { steps } = await replayBundle(writeBundle(content, origin, signer), { keys, version: origin.version });
  return steps.flatMap(({ step, outcome }) => (outcome === "holds" ? [] : [[step, outcome]]));
}

test("the bundle of an alert of each rule replays", async () => {
  const seen = new Set<string>();
  for await (const { alert } of streamAlerts(db.kysely, { withdrawn: false })) {
    if (seen.has(alert.heuristic)) continue;
    seen.add(alert.heuristic);
    expect([alert.heuristic, await openSteps(alert.id)]).toEqual([alert.heuristic, [["proofs", "not_checked"]]]);
  }
  expect(seen.size).toBe(9);
});

test("what is more than a bundle holds stands recorded, and why is said", async () => {
  const { "scatter-gather": shapes, "watchlist-hit": hits } = await table(100);
  expect(shapes).toEqual({ "all that the lane has screened is more than the 100 transfers that a bundle holds": 2 });
  expect(hits).toEqual({ payments: 7 });
});

test("an altered slice gives another finding, or none", async () => {
  const stored = await firstOf("rapid-pass-through");
  const chosen = await chooseSlice(db.kysely, new InputCache(), chain, stored);
  if (chosen.replay !== "exact" || chosen.slice.kind !== "lane") throw new Error("it is found again from a lane");
  const { slice } = chosen;
  const again = (altered: LaneSlice) => {
    const remade = remakeAlert(altered, stored.alert.id);
    return remade === undefined ? "none" : evidenceDifference(stored.evidence, remade.evidence);
  };
  expect(again(slice)).toBeUndefined();
  const last = stored.evidence.at(-1)?.transfer;
  const transfers = slice.transfers.map((transfer) =>
    transfer.txHash === last?.txHash ? { ...transfer, amount: transfer.amount + 1_000_000n } : transfer,
  );
  expect(again({ ...slice, transfers })).toMatch(/another .*amount/);
  expect(again({ ...slice, transfers: slice.transfers.slice(0, 1) })).toBe("none");
  const blocks = slice.blocks.map((block) => ({ ...block, time: block.time + 1 }));
  expect(again({ ...slice, blocks })).toMatch(/another block/);
  const epochs = slice.epochs.map(({ inputs, ...epoch }) => ({
    ...epoch,
    inputs: {
      ...inputs,
      heuristics: inputs.heuristics.map((rule) =>
        rule.id === "rapid-pass-through" ? { ...rule, params: { ...rule.params, receivedUsdMin: 501 } } : rule,
      ),
    },
  }));
  expect(again({ ...slice, epochs })).toMatch(/another reasons/);
});

test("of a block whose proof was kept for other payments alone it is said what it lacks", async () => {
  const { number, hash, time } = mined.blockAt(5);
  const [known, other] = [`0x${"a1".repeat(32)}`, `0x${"a2".repeat(32)}`] as const;
  const proof = {
    block: { number, hash },
    level: "proven",
    endpoint: "sample",
    fetchedAt: "2026-07-01T00:00:00Z",
  } as const;
  await keepProof(db, chain.id, proof, new Set([known]));
  const told = async (...transactions: Hash[]) => {
    const blocks = [{ number, hash, time, transactions: new Set(transactions) }];
    const { proofs, proofsMissing } = await bundleProofs(db.kysely, [{ chain, blocks }]);
    return [proofs.length, proofsMissing.map(({ reason }) => reason.split(":")[0])];
  };
  expect(await told(known)).toEqual([1, []]);
  expect(await told(known, other)).toEqual([1, ["what is kept of it lacks 1 of 2 transactions"]]);
  await db.pool.query("delete from kept_proof");
  expect(await told(known)).toEqual([0, ["no proof of it is kept"]]);
});

test("below a cut what was remembered goes into the slice, and what began before it stands recorded", async () => {
  const now = 1_800_000_000;
  await cutLedger(db, new InputCache(), chain, { before: mined.blockAt(WORLD_BLOCKS).time, now });
  const dropped = "retention has dropped the payments that it began with";
  expect(await table()).toEqual({
    "watchlist-hit": { payments: 7 },
    "issuer-freeze": { payments: 4 },
    "lookback-hit": { lookback: 1 },
    structuring: { [dropped]: 3, subject: 3 },
    "dispersion-over-services": { [dropped]: 3, subject: 3 },
    "rapid-pass-through": { [dropped]: 2, subject: 3 },
    "turnover-beyond-declared": { subject: 1 },
    "indirect-exposure": { [dropped]: 3 },
    "scatter-gather": { [dropped]: 1, lane: 1 },
  });
});

test("a record that was damaged stands recorded, and what is wrong with it is said", async () => {
  await db.pool.query("update cut_profile set state = '\\x00'");
  const { structuring = {}, "watchlist-hit": hits } = await table();
  expect(Object.keys(structuring).sort()).toEqual([
    "retention has dropped the payments that it began with",
    expect.stringMatching(/^what the finding follows from cannot be read: \S/),
  ]);
  expect(hits).toEqual({ payments: 7 });
  await db.pool.query("delete from epoch where seq = 1");
  expect(Object.keys((await table())["watchlist-hit"] ?? {})).toContainEqual(
    expect.stringMatching(
      /^judged again from what the findings are on, it does not hold together: no epoch .* block \d+$/,
    ),
  );
});

test("what the database cannot answer is said of no finding", async () => {
  const stored = await firstOf("watchlist-hit");
  const stranger = await openDatabase({ url: urlOf("redflag_ingest", url), applicationName: "test", poolMax: 1 });
  const asked = chooseSlice(stranger.kysely, new InputCache(), chain, stored);
  await expect(asked.finally(() => stranger.close())).rejects.toThrow("permission denied");
});

async function firstOf(heuristic: string): Promise<StoredAlert> {
  for await (const stored of streamAlerts(db.kysely, { withdrawn: false, only: [heuristic] })) return stored;
  throw new Error(`the world has an alert of ${heuristic}`);
}
