import { Problem } from "@redflag/domain/problem";
import { expect, test } from "vitest";
import { parseListDefinition } from "./list-definition.ts";

const GOOD = `id: some-list
title: Some list
authority: Somebody
url: https://example.org/list
licence: Public domain
maintenance: By hand
defaults:
  category: sanctions
  severity: HIGH
  confidence: 90
  sharing: TLP:GREEN
  programme: P1
  document_url: https://example.org/document
  jurisdictions: US;IL
`;

function faultOf(text: string): string {
  try {
    parseListDefinition(text);
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).code).toBe("list_unreadable");
    return (error as Problem).detail;
  }
  throw new Error("was read");
}

test("a full definition", () => {
  expect(parseListDefinition(GOOD)).toEqual({
    id: "some-list",
    title: "Some list",
    authority: "Somebody",
    url: "https://example.org/list",
    licence: "Public domain",
    maintenance: "By hand",
    gates: {},
    defaults: {
      category: "sanctions",
      severity: "HIGH",
      authority: "Somebody",
      confidence: 90,
      sharing: "TLP:GREEN",
      programme: "P1",
      documentUrl: "https://example.org/document",
      jurisdictions: ["IL", "US"],
    },
  });
});

test("a list that does not say who may know of it stays inside", () => {
  expect(parseListDefinition(GOOD.replace("  sharing: TLP:GREEN\n", "")).defaults.sharing).toBe("TLP:RED");
});

test.each([
  [
    "a wrong value",
    "severity: HIGH",
    "severity: GRAVE",
    /^line 9: defaults\.severity: none of LOW, MEDIUM, HIGH, SEVERE$/,
  ],
  ["a wrong type", "confidence: 90", "confidence: ninety", /^line 10: defaults\.confidence: /],
  ["an id that is no folder name", "id: some-list", "id: ../etc", /^line 1: id: /],
  ["a missing key, at the map that lacks it", "  category: sanctions\n", "", /^line 7: defaults\.category: /],
  ["no jurisdiction", "jurisdictions: US;IL", "jurisdictions: [US, IL]", /^line 14: defaults\.jurisdictions: /],
  ["an unknown key", "  programme: P1", "  program: P1", /^line 12: defaults\.program: not known here$/],
  ["a key twice", "title: Some list", "title: Some list\ntitle: Other", /^line 3: .*unique/],
  ["broken YAML", "title: Some list", 'title: "Some list', /^line \d+: /],
  ["an unknown tag", "title: Some list", "title: !secret Some list", /^line 2: .*!secret/],
  ["an unresolved alias", "title: Some list", "title: *other", /aliases cannot be expanded: .*other/],
])("%s", (_, from, to, fault) => {
  expect(faultOf(GOOD.replace(from, to))).toMatch(fault);
});

test("all faults at once", () => {
  const fault = faultOf(GOOD.replace("severity: HIGH", "severity: GRAVE").replace("id: some-list", "id: A B"));
  expect(fault).toMatch(/^line 1: id: .*; line 9: defaults\.severity: /);
});

test("no map at all", () => {
  for (const text of ["", "[]", "just text"]) expect(faultOf(text)).toMatch(/^line 1: list\.yaml: /);
});

test("aliases that multiply are not expanded", () => {
  const layers = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (let i = 1; i < 9; i++) {
    const name = String.fromCharCode(97 + i);
    const below = `*${String.fromCharCode(96 + i)}`;
    layers.push(`${name}: &${name} [${Array(9).fill(below).join(", ")}]`);
  }
  expect(faultOf(layers.join("\n"))).toMatch(/aliases cannot be expanded: .*[Ee]xcessive/);
});

test("a text beyond any list's size is not parsed", () => {
  expect(faultOf(`# ${"x".repeat(70_000)}`)).toContain("longer than");
});

const SOURCE = `source:
  format: ofac-sdn-csv
  urls:
    sdn.csv: https://lists.example/sdn.csv
    sdn_comments.csv: https://lists.example/sdn_comments.csv
  every_hours: 24
`;

test("where a list is fetched from comes with the interval in seconds and a bound", () => {
  expect(parseListDefinition(GOOD + SOURCE).source).toEqual({
    format: "ofac-sdn-csv",
    urls: { "sdn.csv": "https://lists.example/sdn.csv", "sdn_comments.csv": "https://lists.example/sdn_comments.csv" },
    everySeconds: 86_400,
    bytesMax: 268_435_456,
  });
  expect(parseListDefinition(GOOD + SOURCE.replace(/ +sdn_comments.*\n/, "")).source?.urls).toHaveProperty(["sdn.csv"]);
});

test.each([
  ["an unknown format", "ofac-sdn-csv", "ofac-sdn", /source\.format: none of .*ofac-sdn-csv/],
  [
    "an unknown part",
    "sdn_comments.csv: h",
    "comments.csv: h",
    /source\.urls: not one for each of sdn\.csv, sdn_comments\.csv/,
  ],
  ["no first part", /^ +sdn\.csv.*\n/m, "", /source\.urls: not one for each/],
  [
    "a file",
    "https://lists.example/sdn.csv",
    "file:///etc/passwd",
    /source\.urls\.sdn\.csv: not an http or https address/,
  ],
  ["a password", "https://lists.example/sdn.csv", "https://u:p@lists.example", /source\.urls\.sdn\.csv: not an http/],
  ["no interval", "every_hours: 24", "bytes_max: 5", /source\.every_hours: /],
  ["an interval of nothing", "every_hours: 24", "every_hours: 0", /source\.every_hours: /],
  ["more than any list has", "every_hours: 24", "every_hours: 24\n  bytes_max: 5000000000", /source\.bytes_max: /],
])("a source with %s", (_, from, to, fault) => {
  expect(faultOf(GOOD + SOURCE.replace(from, to))).toMatch(fault);
});

test("gates are bounds for what an import brings; one that no list could pass is refused", () => {
  const gates = "gates:\n  entries_min: 100\n  removed_percent_max: 20\n";
  expect(parseListDefinition(GOOD + gates).gates).toEqual({ entriesMin: 100, removedPercentMax: 20 });
  const impossible = `${GOOD}gates:\n  entries_min: 2\n  entries_max: 1\n`;
  expect(() => parseListDefinition(impossible)).toThrow("gates.entries_max: less than entries_min");
  expect(() => parseListDefinition(`${GOOD}gates:\n  removed_percent_max: 101\n`)).toThrow("from 0 to 100");
  expect(() => parseListDefinition(`${GOOD}gates:\n  removed_max: 1\n`)).toThrow("not known here");
});
