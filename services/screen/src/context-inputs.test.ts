import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { importBorders } from "@redflag/store/border";
import type { Database } from "@redflag/store/database";
import { endEnrichment, importEnrichment } from "@redflag/store/enrichment";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import type { RowsChange } from "@redflag/store/versioned-rows";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeEach, expect, test } from "vitest";
import { LIST_TABLES, openTestDatabase } from "../../../tests/test-database.ts";
import { InputCache } from "./input-cache.ts";
import { rebuildLane } from "./rebuild.ts";
import { rescreenLane } from "./rescreen-lane.ts";
import { sampleLane as chain, SampleChain } from "./sample-chain.ts";
import { screenLane } from "./screen-lane.ts";

const db: Database = await openTestDatabase();
const HOUR_S = 3_600;
const account = (byte: string): Address => `0x${byte.repeat(20)}`;
const [SENDER, FUNDER] = [account("c1"), account("c2")];
const SERVICES = ["e1", "e2", "e3"].map(account) as [Address, Address, Address];
const dollars = (amount: number) => BigInt(amount) * 1_000_000n;
let inputs = new InputCache();

/** Registered in Singapore, Thailand and Myanmar. */
const entries = ["SG", "TH", "MM"].map(
  (place, n): Entry => ({
    address: SERVICES[n] as Address,
    family: "eip155",
    category: "exchange",
    severity: "LOW",
    authority: "Test data",
    entity: `Business ${n}`,
    jurisdictions: [place],
    confidence: 90,
    sharing: "TLP:CLEAR",
  }),
);

/** After two days, from block 3 on: an hour each, three services are paid, and then the third again and again. */
const sample = new SampleChain()
  .mine({ tx: "funding", from: FUNDER, to: SENDER, amount: dollars(9_000) })
  .mineAfter(48 * HOUR_S)
  .mineAfter(HOUR_S, { tx: "1", from: SENDER, to: SERVICES[0], amount: dollars(600) })
  .mineAfter(HOUR_S, { tx: "2", from: SENDER, to: SERVICES[1], amount: dollars(600) });
for (let n = 3; n < 9; n++) {
  sample.mineAfter(HOUR_S, { tx: `${n}`, from: SENDER, to: SERVICES[2], amount: dollars(600) });
}
const note = { kind: "higher_risk", jurisdiction: "MM", source: "Test authority", date: "2026-01-01" } as const;
const turnover = { kind: "turnover", address: SENDER, family: "eip155", amount: 1_000, currency: "USD" } as const;
const options: RowsChange = {
  source: "test",
  by: { actor: { kind: "system", id: "test", name: "test" }, at: new Date() },
};

beforeEach(async () => {
  await db.pool.query(
    `truncate tip, block, transfer, issuer_event, refused_log, coverage, rewind, disagreement, lane, epoch, alert, evidence, event,
     profile, withheld, screening_gap, border_note, border_list_version, enrichment_row, enrichment_list_version, ${LIST_TABLES}`,
  );
  inputs = new InputCache();
  const list = { id: "test", title: "Test", authority: "Test authority" };
  await importListVersion(db, { list, entries, source: "test" });
  await insertLane(db.kysely, chain.id, 1);
});

async function screen(from: number, to: number): Promise<void> {
  await writeRange(db, chain, sample.range(from, to));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(to), finalizedNumber: to });
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
}

/** By block, of one rule: score and the codes of the reasons besides the rule's own. */
async function evidenceOf(heuristic: string): Promise<Array<[block: number, score: number, codes: string[]]>> {
  const { rows } = await db.pool.query(
    `select e.block_number, e.score, e.reasons from evidence e join alert a on a.id = e.alert_id
     where a.heuristic = $1 order by e.block_number`,
    [heuristic],
  );
  return rows.map(({ block_number, score, reasons }) => [
    Number(block_number),
    score,
    reasons.slice(1).map(({ code }: { code: string }) => code),
  ]);
}

test("notes hold from their import on, and a rebuild looks up what the lane did", async () => {
  await screen(1, 6);
  await importBorders(db, "test-notes", [note], options);
  await screen(7, 8);
  await importBorders(db, "test-notes", [{ ...note, jurisdiction: "IR" }], options);
  await screen(9, 10);
  const noted = ["cross_border", "higher_risk_jurisdiction"];
  const expected = [5, 6, 7, 8, 9, 10].map((block) =>
    block === 7 || block === 8 ? [block, 48, noted] : [block, 18, ["cross_border"]],
  );
  expect(await evidenceOf("dispersion-over-services")).toEqual(expected);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await evidenceOf("dispersion-over-services")).toEqual(expected);
  const { rows } = await db.pool.query("select distinct severity from alert");
  expect(rows).toEqual([{ severity: "LOW" }]);
});

test("what a VASP declares holds until it is ended, and stands in what was screened with it", async () => {
  await screen(1, 4);
  await importEnrichment(db, "vasp-a", [turnover], options);
  await screen(5, 6);
  await endEnrichment(db, "vasp-a", { address: SENDER, family: "eip155" }, options);
  await screen(7, 10);
  const blocks = async () => (await evidenceOf("turnover-beyond-declared")).map(([block]) => block);
  expect(await blocks()).toEqual([5, 6]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
  expect(await blocks()).toEqual([5, 6]);
  await rescreenLane(db, inputs, chain);
  expect(await blocks()).toEqual([]);
});

test("an epoch from before notes and enrichment says what it said, without a word about borders", async () => {
  await db.pool.query(`insert into epoch (chain_id, generation, seq, from_block, inputs) values ($1, 1, 1, 1, $2)`, [
    chain.id,
    JSON.stringify({
      lists: { test: 1 },
      rates: {},
      heuristics: HEURISTICS.map(({ id, version, params }) => ({ id, version, params: params.parse({}) })),
    }),
  ]);
  await importBorders(db, "test-notes", [note], options);
  await writeRange(db, chain, sample.range(1, 6));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(6), finalizedNumber: 6 });
  await db.pool.query("update lane set head_position = 6, final_position = 6 where chain_id = $1", [chain.id]);
  await screenLane({ db, inputs, policyOf: () => "proof" }, chain);
  expect(await evidenceOf("dispersion-over-services")).toEqual([
    [5, 18, []],
    [6, 18, []],
  ]);
  expect(await rebuildLane(db, new InputCache(), chain)).toMatchObject({ repaired: [] });
});
