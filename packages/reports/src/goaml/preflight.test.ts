import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import { findAccusingWords } from "@redflag/domain/accusing-words.samples";
import { expect, test } from "vitest";
import { preflight } from "./preflight.ts";
import {
  indonesianChoices,
  indonesianMaterial,
  partialProfile,
  SUBJECT,
  sampleAlert,
  sampleChoices,
  sampleClient,
  sampleMaterial,
  samplePayment,
  sampleProfile,
  unfinishedProfile,
} from "./report.samples.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

const AE = await sampleProfile("ae");
const ID = await sampleProfile("id");
const PARTIAL = await partialProfile();
const UNFINISHED = await unfinishedProfile();
const CLIENT = `eip155:1:${SUBJECT}`;
const listedAt = (authority: string, category = "sanctions") =>
  sampleAlert({ listings: [{ list: "l", listVersion: 1, entryId: "e", category, authority, confidence: 100 }] });

interface Given {
  profile?: ReportProfile;
  choices?: Partial<ReportChoices>;
  material?: Partial<ReportMaterial>;
}

function find({ profile = AE, choices = {}, material = {} }: Given): ReportProblem[] {
  const currency = profile.currency.code;
  return preflight(profile, sampleChoices(choices), sampleMaterial({ currency, ...material }));
}

test("what may be filed has only what is good to know", () => {
  expect(find({}).map(({ code, blocks }) => [code, blocks])).toEqual([
    ["amount_rounded", false],
    ["country_unknown", false],
  ]);
});

test.for<[string, Given, string | RegExp]>([
  ["reporting_entity_missing", { choices: { entity: undefined } }, /registered/],
  ["reporting_person_missing", { choices: { reportingPerson: undefined } }, /Nobody/],
  ["user_code_refused", { choices: { userCode: "12345" } }, /reporting person/],
  ["words_missing", { choices: { words: " " } }, /own words/],
  ["indicator_to_choose", { choices: { indicators: [] } }, /ITLSL .*TFFVC/],
  ["indicator_unknown", { choices: { indicators: ["TFFVCX"] } }, /mean TFFVC\?/],
  ["indicator_unknown", { profile: PARTIAL, choices: { indicators: ["not a code"] } }, /no code/],
  ["indicator_repeated", { choices: { indicators: ["TFFVC", "TFFVC"] } }, /TFFVC/],
  ["client_data_missing", { choices: { clients: [{ account: CLIENT }] } }, /day of birth.*identification/],
  ["client_not_a_party", { choices: { clients: [sampleClient("eip155:1:0x00")] } }, /no payment/],
  ["client_repeated", { choices: { clients: [sampleClient(CLIENT), sampleClient(CLIENT)] } }, /twice/],
  ["client_unsupported", { choices: { kind: "SAR", clients: [sampleClient(CLIENT)] } }, /SAR/],
  ["client_unsupported", { profile: PARTIAL, choices: { clients: [sampleClient(CLIENT)] } }, /does not say/],
  ["code_unknown", { choices: { clients: [{ ...sampleClient(CLIENT), status: "Q" }] } }, /A \(active\)/],
  ["date_out_of_range", { choices: { clients: [{ ...sampleClient(CLIENT), opened: "2027-01-01" }] } }, /opening/],
  ["code_unknown", { profile: UNFINISHED }, /crypto payment/],
  ["country_unknown", { profile: UNFINISHED }, /1 of 2/],
  ["rejected_reference_refused", { profile: ID, choices: { rejectedReference: "FIU-1" } }, /Schema 4\.0\.2 has no/],
  ["client_unsupported", { profile: ID, choices: { clients: [sampleClient(CLIENT)] } }, /does not say/],
  ["alerts_missing", { material: { alerts: [] } }, /no alert/],
  ["alert_provisional", { material: { alerts: [sampleAlert({ state: "provisional" })] } }, /reorg/],
  ["alert_withdrawn", { material: { alerts: [sampleAlert({ state: "withdrawn" })] } }, /withdrawn/],
  ["payments_missing", { material: { payments: [] } }, /No payment/],
  ["payments_incomplete", { material: { alerts: [sampleAlert({ paymentCount: 3 })] } }, /rests on 3.*2 of them/],
  ["too_many_transactions", { profile: { ...AE, transaction: { ...AE.transaction, max: 1 } } }, /2 payments.*takes 1 /],
  [
    "rate_missing",
    { material: { payments: [samplePayment({ worth: { missing: "no rate for AED" } })] } },
    /AED on 2026-10-20/,
  ],
  [
    "amount_beyond_schema",
    { material: { payments: [samplePayment({ worth: { micros: `8${"0".repeat(21)}`, rates: [] } })] } },
    /more than/,
  ],
  [
    "date_out_of_range",
    { material: { payments: [samplePayment({ at: "2026-10-21T09:00:01Z" })] } },
    /after the report/,
  ],
  ["text_too_long", { choices: { words: "x".repeat(8000) } }, /reason has 9,\d{3} characters/],
  ["text_not_allowed", { choices: { reportingPerson: { firstName: "Ämal", lastName: "E" } } }, /first_name/],
  ["text_not_allowed", { choices: { reportingPerson: { firstName: "A", lastName: "E", email: "no" } } }, /e-mail/],
  ["characters_refused", { choices: { words: "a\u0000b" } }, /U\+0000/],
])("%s blocks, case %$", ([code, given, text]) => {
  const problems = find(given).filter(({ blocks }) => blocks);
  expect(problems.map((problem) => problem.code)).toContain(code);
  expect(problems.find((problem) => problem.code === code)?.text).toMatch(text);
  const own = problems.filter((problem) => problem.code !== "indicator_to_choose");
  expect(findAccusingWords(own.map((problem) => `${problem.text} ${problem.hint}`).join(" "))).toEqual([]);
});

test.for<[string, Given, RegExp]>([
  ["code_unconfirmed", { profile: PARTIAL, choices: { indicators: ["X1"] } }, /whole national list|read is not known/],
  [
    "amount_rounded",
    { material: { payments: [samplePayment({ worth: { micros: "1009999", rates: [] } }), samplePayment()] } },
    /2 of 2.*0\.011328 AED/,
  ],
  [
    "characters_replaced",
    { material: { alerts: [listedAt("bad\u0001\u202Ename")], payments: [samplePayment(), samplePayment()] } },
    /U\+0001, U\+202E/,
  ],
])("%s is said and blocks nothing", ([code, given, text]) => {
  const found = find(given).find((problem) => problem.code === code);
  expect(found?.blocks).toBe(false);
  expect(found?.text).toMatch(text);
});

test("what is to be known of a profile itself is said with every report, and a report of before goAML 5 is whole", () => {
  const problems = preflight(ID, indonesianChoices({ fiuReference: "FIU-1" }), indonesianMaterial());
  expect(problems.filter(({ blocks }) => blocks)).toEqual([]);
  expect(problems.filter(({ code }) => code === "profile_caution").map(({ text }) => text)).toEqual(ID.cautions);
  expect(find({ choices: { rejectedReference: "FIU-1" } }).filter(({ blocks }) => blocks)).toEqual([]);
});

test("an amount with more digits than are kept is said", () => {
  const token = { symbol: "DAI", decimals: 18, contract: "0x1", peg: "USD" };
  const payments = [samplePayment({ token, baseUnits: "1000000000000000001" })];
  expect(find({ material: { payments } }).find(({ code }) => code === "amount_rounded")?.text).toContain(
    "1 token amounts",
  );
});

test("problems name their place, and no text that somebody typed", () => {
  const secret = "Nöor-Surname";
  const client = sampleClient(CLIENT);
  const clients = [{ ...client, holder: { ...client.holder, lastName: secret } }];
  const payments = [samplePayment(), samplePayment({ worth: { missing: "no rate" } })];
  const problems = find({ choices: { clients, words: `\u0007${secret}` }, material: { payments } });
  expect(problems.find(({ code }) => code === "rate_missing")?.where).toBe("transaction 2 of 2");
  expect(problems.find(({ code }) => code === "text_not_allowed")?.where).toBe("transaction 1 of 2, to");
  expect(problems.find(({ code }) => code === "characters_refused")?.where).toBe("words");
  expect(JSON.stringify(problems)).not.toContain(secret);
});

test("what may fit follows from rule, category and authority; rules without anything are named", () => {
  const text = (alerts: ReportMaterial["alerts"]) =>
    find({ choices: { indicators: [] }, material: { alerts } }).find(({ code }) => code === "indicator_to_choose")
      ?.text;
  expect(text([listedAt("UN Security Council")])).toContain("TFSUN");
  expect(text([listedAt("Unknown Europe")])).toContain("suggests none");
  const peel = sampleAlert({ rule: { id: "peel-chain", version: 1, parameters: [] }, listings: [] });
  expect(text([peel, listedAt("OFAC")])).toMatch(/ITLSL .*fits peel-chain/);
});

test("all problems come at once, those that block first", () => {
  const blocks = find({
    choices: { entity: undefined, indicators: [] },
    material: { payments: [samplePayment()] },
  }).map((problem) => problem.blocks);
  expect(blocks.filter(Boolean).length).toBeGreaterThan(2);
  expect(blocks).toEqual(blocks.toSorted((a, b) => Number(b) - Number(a)));
});
