import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isCountryCode } from "./country-code.ts";
import { parseBordersCsv } from "./parse-borders-csv.ts";

const HEADER = "kind,jurisdiction,to,source,date,note";
const shipped = new URL("../../../borders/", import.meta.url);

describe("parseBordersCsv", () => {
  it("reads both kinds, whatever the line ends", async () => {
    const text = `${HEADER}\r\nhigher_risk,IR,,"FATF, list",2026-06-19,counter-measures\r\ncorridor,TR,SY,ours,2020-12-01,\r\n`;
    expect(await parseBordersCsv(text)).toEqual([
      { kind: "higher_risk", jurisdiction: "IR", source: "FATF, list", date: "2026-06-19", note: "counter-measures" },
      { kind: "corridor", from: "TR", to: "SY", source: "ours", date: "2020-12-01" },
    ]);
  });

  it("names every bad row with all its faults, and reads none", async () => {
    const rows = [
      "higher_risk,IR,,FATF,2026-06-19,",
      "higher_risk,EU,,,2026-02-30,",
      "higher_risk,KP,TR,FATF,2026-06-19,",
      "corridor,TR,TR,ours,2026-01-01,",
      "corridor,TR,,ours,2026-01-01,",
      "grey,TR,,ours,2026-01-01,",
      "higher_risk,IR,,FATF,2026-10-23,",
      "higher_risk,IR",
    ];
    await expect(parseBordersCsv(`${HEADER}\n${rows.join("\n")}\n`)).rejects.toMatchObject({
      code: "context_row_invalid",
      detail: [
        "7 bad rows",
        'line 3: jurisdiction: "EU" is no ISO 3166-1 alpha-2 code, such as TR; source: who says so is missing; date: "2026-02-30" is not a date such as 2026-01-31',
        "line 4: to: only a corridor leads anywhere",
        "line 5: to: a corridor leads to another jurisdiction",
        'line 6: to: "" is no ISO 3166-1 alpha-2 code, such as TR',
        'line 7: kind: "grey" is neither higher_risk nor corridor',
        "line 8: about the same as line 2",
        "line 9: 2 cells where the header has 6",
      ].join("\n"),
    });
  });

  it.each([
    ["nothing", "", "there is no header row"],
    ["a header alone", `${HEADER}\n`, "there is no row in it"],
    ["another header", "jurisdiction,kind\n", `the header row is not ${HEADER}`],
  ])("refuses %s", async (_, text, detail) => {
    await expect(parseBordersCsv(text)).rejects.toMatchObject({ code: "context_list_unreadable", detail });
  });
});

it("knows countries from unions and reserved codes", () => {
  expect(["TR", "VG", "KP", "SS", "PS", "TW"].filter((code) => !isCountryCode(code))).toEqual([]);
  expect(["EU", "UN", "XX", "ZZ", "UK", "tr", "TUR", "", "AA"].filter(isCountryCode)).toEqual([]);
});

const files = readdirSync(shipped).filter((name) => name.endsWith(".csv"));

it.each(files)("borders/%s can be imported", async (file) => {
  const notes = await parseBordersCsv(readFileSync(new URL(file, shipped), "utf8"));
  // What is published and what is ours says so.
  for (const { source } of notes) expect(source).toMatch(/\[[PE]\]$/);
});

it("ships the FATF's two lists as of one plenary", async () => {
  const notes = await parseBordersCsv(readFileSync(new URL("fatf.csv", shipped), "utf8"));
  expect(new Set(notes.map(({ date }) => date))).toEqual(new Set(["2026-06-19"]));
  const called = notes.filter(({ source }) => source.includes("Call for Action"));
  expect(called.map((note) => note.kind === "higher_risk" && note.jurisdiction)).toEqual(["IR", "KP", "MM"]);
  expect(notes).toHaveLength(25);
});
