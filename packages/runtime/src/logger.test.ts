import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLogger } from "./logger.ts";

let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "redflag-log-"));
  file = join(directory, "deeper", "log.jsonl");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function readLines(): Promise<Array<Record<string, unknown>>> {
  const text = await readFile(file, "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("one JSON object a line, with the child's fields", async () => {
  const logger = createLogger({ service: "ingest", level: "info", file }).child({ chain: "ethereum" });
  logger.debug({ msg: "not at this level" });
  logger.info({ msg: "range stored", fromBlock: 1, amount: 5n });
  const lines = await readLines();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    level: "info",
    service: "ingest",
    chain: "ethereum",
    msg: "range stored",
    fromBlock: 1,
    amount: "5",
  });
  expect(Date.parse(String(lines[0]?.time))).toBeGreaterThan(0);
});

test("nothing secret leaves, wherever it stands", async () => {
  const url = "https://user:hunter2@rpc.example/v2/hunter2?key=hunter2";
  const logger = createLogger({ service: "test", level: "info", file }).child({ endpoint: url, password: "hunter2" });
  logger.warn({
    msg: `asked ${url}`,
    url,
    config: { databaseUrl: "postgres://redflag:hunter2@db/x", chains: new Map([["demo", { endpoints: [url] }]]) },
    headers: { authorization: "Basic aHVudGVyMg==", cookie: "hunter2" },
    err: new Problem("endpoint_unreachable", `at ${url}`, { cause: new Error(`connect ${url}`) }),
    env: { REDFLAG_API_TOKEN: "hunter2", text: "password=hunter2" },
  });
  const text = await readFile(file, "utf8");
  expect(text).not.toContain("hunter2");
  expect(text).not.toContain("aHVudGVyMg");
  expect((await readLines())[0]).toMatchObject({ err: { type: "Problem", code: "endpoint_unreachable" } });
});

test("without a file it writes JSON to standard error and leaves standard output alone", () => {
  const script = `
    import { createLogger } from ${JSON.stringify(new URL("./logger.ts", import.meta.url).href)};
    createLogger({ service: "test", level: "info" }).info({ msg: "hello" });
    process.exit(0);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stdout).toBe("");
  expect(JSON.parse(stderr)).toMatchObject({ msg: "hello", level: "info" });
});
