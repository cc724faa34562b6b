import { expect, test } from "vitest";
import { findImportFaults, PACKAGES, SERVICES } from "./import-rules.ts";
import { findImpurities, findProcessUses } from "./purity-rules.ts";
import { listPaths, readTexts } from "./repository.ts";
import { isSource, parseSource, type SourceFile } from "./source-file.ts";

const paths = listPaths();
const files = readTexts(paths.filter(isSource)).map(parseSource);

function source(path: string, text: string): SourceFile {
  return parseSource({ path, text });
}

function faultsOf(path: string, text: string): string[] {
  return findImportFaults(source(path, text));
}

test("every import points the way the layers allow", () => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(findImportFaults)).toEqual([]);
});

test("every package and service is in the layers", () => {
  const namesIn = (folder: string) => [
    ...new Set(paths.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.split("/")[1])),
  ];
  expect(namesIn("packages")).toEqual(Object.keys(PACKAGES).sort());
  expect(namesIn("services")).toEqual(Object.keys(SERVICES).sort());
});

test("domain is pure", () => {
  expect(files.flatMap(findImpurities)).toEqual([]);
});

test("a command has what it needs of a process from its surroundings", () => {
  expect(files.flatMap(findProcessUses)).toEqual([]);
  const text = "process.exitCode = 1;";
  expect(findProcessUses(source("services/cli/src/commands/a.ts", text))).toHaveLength(1);
  expect(findProcessUses(source("services/cli/src/demo/a.ts", text))).toEqual([]);
});

test.each([
  ["packages/domain/src/a.ts", 'import type { Lane } from "@redflag/store/lane";'],
  ["packages/domain/src/a.ts", 'import { readFile } from "node:fs/promises";'],
  ["packages/domain/src/a.ts", 'import pino from "pino";'],
  ["packages/domain/src/a.ts", 'type P = import("pino").Logger;'],
  ["packages/store/src/a.ts", 'export { x } from "@redflag/chain/source";'],
  ["packages/chain/src/a.ts", 'export * from "@redflag/lists/plain-text";'],
  ["packages/contract/src/a.ts", 'import { openQueue } from "@redflag/runtime/queue";'],
  ["packages/runtime/src/a.ts", 'const { x } = await import("@redflag/store/lane");'],
  ["packages/lists/src/a.ts", 'import { x } from "@redflag/ingest/read-range";'],
  ["services/ingest/src/a.ts", 'import { x } from "@redflag/screen/screen-lane";'],
  ["services/screen/src/a.ts", 'import { x } from "@redflag/cli/output";'],
  ["services/api/src/start-api.ts", 'import { createExplainer } from "@redflag/screen/explain";'],
  ["services/mail/src/a.ts", 'import { x } from "@redflag/domain/alert";'],
  ["services/cli/src/a.ts", 'import { Wallet } from "ethers/wallet";'],
  ["services/ingest/src/a.ts", 'import { sql } from "kysely";'],
  ["services/screen/src/a.ts", 'import pg from "pg";'],
  ["services/ingest/src/a.ts", 'import { Queue } from "bullmq";'],
  ["tests/a.ts", 'import { Redis } from "ioredis";'],
  ["packages/runtime/src/a.ts", 'const path = import.meta.resolve("@foundry-rs/anvil/package.json");'],
  ["services/cli/src/a.ts", 'const { default: solc } = await import("solc");'],
  ["packages/store/src/a.ts", 'import { x } from "../../chain/src/source.ts";'],
  ["packages/store/src/a.ts", 'import { openTestDatabase } from "../../../tests/test-database.ts";'],
  ["packages/domain/src/a.ts", 'import { ALICE } from "./log.samples.ts";'],
  ["packages/store/src/a.ts", 'import fc from "fast-check";'],
  ["services/ingest/src/a.ts", "const x = await import(name);"],
  ["services/console/src/a.tsx", 'import { openQueue } from "@redflag/runtime/queue";'],
  ["services/console/src/a.tsx", 'import { readFile } from "node:fs/promises";'],
  ["services/console/src/a.tsx", 'import { ensureConsoleBuilt } from "../build/../../api/src/serve-console.ts";'],
  ["services/api/src/start-api.ts", 'import { ensureConsoleBuilt } from "@redflag/console/ensure-built";'],
])("%s may not say %s", (path, text) => {
  expect(faultsOf(path, text)).toHaveLength(1);
});

test.each([
  ["packages/domain/src/a.ts", 'import { z } from "zod";'],
  ["packages/domain/src/a.ts", '// import { readFile } from "node:fs";\nconst text = `import x from "pino"`;'],
  ["packages/domain/src/a.test.ts", 'import { readdirSync } from "node:fs";'],
  ["packages/store/src/a.test.ts", 'import { openTestDatabase } from "../../../tests/test-database.ts";'],
  ["packages/runtime/src/a.ts", 'import { parseIngestReadJob } from "@redflag/contract/jobs";'],
  ["services/cli/src/a.ts", 'import { screenLane } from "@redflag/screen/screen-lane";'],
  ["services/screen/src/a.ts", 'import { arm } from "./arm.ts";'],
  ["services/api/src/main.ts", 'import { createExplainer } from "@redflag/screen/explain";'],
  ["services/api/src/main.ts", 'import { ensureConsoleBuilt } from "@redflag/console/ensure-built";'],
  ["services/cli/src/a.ts", 'import { ensureConsoleBuilt } from "@redflag/console/ensure-built";'],
  ["services/console/src/a.tsx", 'import { EN } from "@redflag/contract/event-payload";'],
  ["services/console/build/a.ts", 'import { readFile } from "node:fs/promises";'],
  ["services/console/src/a.test.ts", 'import { readFile } from "node:fs/promises";'],
  ["tests/a.ts", 'import { rebuildLane } from "@redflag/screen/rebuild";'],
])("%s may say %s", (path, text) => {
  expect(faultsOf(path, text)).toEqual([]);
});

test.each([
  "const now = Date.now();",
  "const now = new Date();",
  "const now = Date();",
  "const share = Math.random();",
  "const id = crypto.randomUUID();",
  "const home = process.env.HOME;",
  'await fetch("https://rpc.example");',
  "setTimeout(() => undefined, 1);",
])("%s is no thing for domain", (text) => {
  expect(findImpurities(source("packages/domain/src/a.ts", text))).toHaveLength(1);
  expect(findImpurities(source("packages/store/src/a.ts", text))).toEqual([]);
});

test("what domain says in words, or of a given time, is no impurity", () => {
  const text = "// Date.now() would be wrong\n" + `const at = \`\${new Date(time).toISOString()}: process.env\`;`;
  expect(findImpurities(source("packages/domain/src/a.ts", text))).toEqual([]);
});
