import { expect, test } from "vitest";
import { isForTests } from "../layers/place.ts";
import { listPaths, readTexts } from "../layers/repository.ts";
import { listDocumentedFields } from "./documented-fields.ts";
import { listLogCalls } from "./logged-fields.ts";

const sources = listPaths().filter((path) => /^(?:packages|services)\/.*\.ts$/.test(path) && !isForTests(path));
const texts = readTexts(sources);
const calls = texts.flatMap(({ path, text }) => listLogCalls(path, text));
const documented = listDocumentedFields();

test("each field that is logged stands on the page", () => {
  expect(calls.length).toBeGreaterThan(70);
  const unknown = calls.flatMap(({ place, fields }) =>
    [...fields].filter((name) => !documented.has(name)).map((name) => `${place}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

test("each field on the page is one that something may log", () => {
  const all = texts.map(({ text }) => text).join("\n");
  expect([...documented].filter((name) => !new RegExp(`\\b${name}\\b`).test(all))).toEqual([]);
});

test("what is read of a call is every field that it gives", () => {
  const text = `
    const facts = { chain, ...(seconds !== undefined && { seconds }) };
    this.#logger.warn({ msg: "so", ...facts, ...(isOne ? { one: 1 } : { two }) });
    console.error({ other });`;
  expect(listLogCalls("a.ts", text)).toEqual([
    { place: "a.ts:3", level: "warn", fields: new Set(["msg", "chain", "seconds", "one", "two"]) },
  ]);
});
