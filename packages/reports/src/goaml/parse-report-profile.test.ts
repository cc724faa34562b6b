import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { getReportProfile, loadReportProfile, loadReportProfiles } from "./load-report-profiles.ts";
import { parseReportProfile } from "./parse-report-profile.ts";

const FOLDER = join(import.meta.dirname, "../../../../report-profiles");
const AE = (await readFile(join(FOLDER, "ae.yaml"))).toString();

const parse = (text: string) => parseReportProfile("ae", Buffer.from(text));
const lineOf = (words: string) => AE.slice(0, AE.indexOf(words)).split("\n").length;

test("each profile of the folder is read, and found by its id", async () => {
  const profiles = await loadReportProfiles(FOLDER);
  expect(profiles.map(({ id, country, currency }) => [id, country, currency.code])).toEqual([
    ["ae", "AE", "AED"],
    ["id", "ID", "IDR"],
  ]);
  expect(getReportProfile(profiles, "ae").sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(() => getReportProfile(profiles, "idd")).toThrow("there is ae, id; did you mean id?");
});

test.for([
  [
    "an unknown indicator in a suggestion",
    "indicators: [CRYMX] }",
    "indicators: [CRYMZ] }",
    /CRYMZ is none of the file's indicators; did you mean CRYMX\?/,
  ],
  [
    "an unknown rule",
    "rule: mixer-contact",
    "rule: mixer-contacts",
    /no rule of Redflag; did you mean mixer-contact\?/,
  ],
  [
    "an unknown source",
    "title: crypto wallet, source: schema",
    "title: crypto wallet, source: shema",
    /names source shema.*mean schema\?/,
  ],
  [
    "a length of no element",
    "transmode_comment: 1",
    "transmode_coment: 1",
    /no element with a length; did you mean transmode_comment/,
  ],
  ["a word that is not known", "fiu: the FIU", "fui: the FIU", /fui: is not known here/],
  ["a currency that is none", "code: AED, fraction", "code: Dirham, fraction", /ISO 4217/],
  ["a code that is none", "{ code: DAWLT,", "{ code: 'DA WLT',", /not a code/],
] as const)("%s is refused at its line", ([, from, to, words]) => {
  expect(AE).toContain(from);
  expect(() => parse(AE.replace(from, to))).toThrow(words);
  expect(() => parse(AE.replace(from, to))).toThrow(`line ${lineOf(from)}:`);
});

test("a code that stands twice is refused", () => {
  expect(() => parse(AE.replace("{ code: CRYMX, title: a mixer", "{ code: DCEXC, title: a mixer"))).toThrow(
    /has code DCEXC twice/,
  );
});

test("an account's type may be missing where a party is never written as a client", () => {
  const without = (text: string) => text.replace(/^ {2}type: .*\n/m, "");
  expect(() => parse(without(AE))).toThrow(/account: needs a type where the file has a client/);
  expect(parse(without(AE).replace(/^client:\n(?: .*\n)+/m, "")).account).not.toHaveProperty("type");
});

test("a missing part is told of, with all others", () => {
  const text = AE.replace(/^submission_code:.*\n/m, "").replace("country: AE", "country: Emirates");
  expect(() => parse(text)).toThrow(/country: not an ISO 3166.*submission_code/);
});

test.for([
  ["no YAML", "a: [", /line 1: /],
  ["aliases", "a: &x [1]\nb: *x\n", /aliases/],
  ["a key that stands twice", "title: a\ntitle: b\n", /line 2: /],
  ["nothing", "", /the file: /],
] as const)("%s is refused", ([, text, words]) => {
  expect(() => parse(text)).toThrow(words);
});

test("bytes that are no text, and too many, are refused", () => {
  expect(() => parseReportProfile("ae", Buffer.from([0xff]))).toThrow("ae.yaml is not UTF-8");
  expect(() => parseReportProfile("ae", Buffer.alloc(1_000_001, 32))).toThrow(/more than 1000000 bytes/);
});

test("a file's name is its id", async () => {
  await expect(loadReportProfile("/tmp/AE profile.yaml")).rejects.toThrow(/such as ae.yaml/);
});
