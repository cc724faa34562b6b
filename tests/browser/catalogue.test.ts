import { expect, test } from "vitest";
import { listPaths, readTexts } from "../layers/repository.ts";
import { isSource } from "../layers/source-file.ts";
import { findDifferences, findMissingPlurals, findUntranslated, findUnused, type Messages } from "./catalogue-rules.ts";

const SRC = "services/console/src";
const paths = listPaths(SRC).filter((path) => !/\.test\.|\/testing\//.test(path));
const code = readTexts(paths.filter(isSource));

function filesOf(language: "en" | "ar"): ReadonlyArray<readonly [area: string, messages: Messages]> {
  const files = readTexts(paths.filter((path) => path.startsWith(`${SRC}/words/${language}/`)));
  return files.map(({ path, text }) => [path.split("/").at(-1)?.replace(".json", "") ?? "", JSON.parse(text)]);
}

function catalogueOf(language: "en" | "ar"): Messages {
  return Object.assign({}, ...filesOf(language).map(([, messages]) => messages));
}

const [english, arabic] = [catalogueOf("en"), catalogueOf("ar")];

test("both languages say the same, of the same arguments", () => {
  expect(Object.keys(english).length).toBeGreaterThan(50);
  expect(findDifferences(english, arabic)).toEqual([]);
});

test("Arabic has each of its plurals", () => {
  expect(findMissingPlurals(arabic)).toEqual([]);
});

test("an id begins with the area in whose file it stands, so that no two files have the same", () => {
  const strangers = (["en", "ar"] as const).flatMap((language) =>
    filesOf(language).flatMap(([area, messages]) => Object.keys(messages).filter((id) => !id.startsWith(`${area}.`))),
  );
  expect(strangers).toEqual([]);
});

test("every message is used", () => {
  expect(findUnused(Object.keys(english), code)).toEqual([]);
});

test("no words stand in the code", () => {
  expect(code.flatMap(findUntranslated)).toEqual([]);
});

test("what a language lacks, takes otherwise or has not translated is found", () => {
  const en = { a: "{n, plural, one {# day} other {# days}} of {name}", b: "Close", c: "In {x}", d: "{x}" };
  const ar = { a: "{n, plural, other {# يوم}} {name}", b: "Close", c: "في {y}", d: "{x}" };
  expect(findDifferences(en, ar)).toEqual(["b: not translated", "c: takes x in English, y in Arabic"]);
  expect(findDifferences({ a: "A day" }, { b: "يوم" })).toEqual(["a: only in English", "b: only in Arabic"]);
  expect(findMissingPlurals(ar)).toEqual(["a: no one, two, few, many of n"]);
});

test("a message is used by its name or by a template that it fits", () => {
  const text = 't("a.one"); t(`a.kind.$' + "{kind}.hint`); // a.two";
  const ids = ["a.one", "a.two", "a.kind.late.hint", "a.kind.late"];
  expect(findUnused(ids, [{ path: "a.tsx", text }])).toEqual(["a.two", "a.kind.late"]);
});

test("words between tags and in names are found, wherever they stand", () => {
  const text = `const a = <p title="Two words" className="two words">One {"and another"} <b>…</b> {t("a.b")} Redflag</p>;`;
  expect(findUntranslated({ path: "a.tsx", text })).toEqual(["a.tsx: Two words", "a.tsx: One", "a.tsx: and another"]);
});
