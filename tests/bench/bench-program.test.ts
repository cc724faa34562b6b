import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCaptured } from "../../services/cli/src/testing/run-captured.ts";
import { BENCHES, createBenchProgram, runBenchArguments, withName } from "./bench-program.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-bench-program-"));
afterAll(() => rmSync(directory, { recursive: true }));
const SET = join(directory, "a.csv");
writeFileSync(SET, "");
const OUT = join(directory, "a.jsonl");

/** What the bench that the arguments name would be run with. */
async function parse(args: readonly string[]) {
  const named = withName(args);
  const program = await createBenchProgram(named);
  let parsed: unknown;
  for (const bench of program.commands) {
    bench.action(() => {
      parsed = [bench.name(), bench.opts(), ...bench.processedArgs];
    });
  }
  await program.parseAsync(named, { from: "user" });
  return parsed;
}

test.each([
  [[], ["throughput", { chain: "customers", transfers: 1_000_000, rounds: 1 }]],
  [
    ["--transfers", "2000", "--rounds", "3", "--json", "--chain", "novel"],
    ["throughput", { chain: "novel", transfers: 2_000, rounds: 3, json: true }],
  ],
  [
    ["throughput", "--rounds", "2"],
    ["throughput", { chain: "customers", transfers: 1_000_000, rounds: 2 }],
  ],
  [["ingest"], ["ingest", { transfers: 1_000_000, rounds: 1 }]],
  [
    ["ingest", "--delay", "50", "--peer"],
    ["ingest", { delay: 50, peer: true, transfers: 1_000_000, rounds: 1 }],
  ],
  [
    ["lane", "--chain", "novel"],
    ["lane", { chain: "novel", transfers: 1_000_000, rounds: 1 }],
  ],
  [["growth"], ["growth", { transfers: 20_000_000 }]],
  [
    ["growth", "--transfers", "4000"],
    ["growth", { transfers: 4_000 }],
  ],
  [["latency"], ["latency", { blocks: 200 }]],
  [
    ["latency", "--blocks", "50"],
    ["latency", { blocks: 50 }],
  ],
  [["live"], ["live", { seconds: 60 }]],
  [
    ["live", "--seconds", "5"],
    ["live", { seconds: 5 }],
  ],
  [["proofs"], ["proofs", { seconds: 120 }]],
  [["rebuild"], ["rebuild", { transfers: 300_000 }]],
  [["backtest"], ["backtest", { transfers: 1_000_000 }]],
  [["lookback"], ["lookback", { entries: 1_000, transfers: 10_000_000 }]],
  [
    ["lookback", "--entries", "5", "--transfers", "900"],
    ["lookback", { entries: 5, transfers: 900 }],
  ],
  [["detection"], ["detection", { set: [] }]],
  [
    ["detection", "--set", SET, "--set", SET, "--rpc"],
    ["detection", { set: [SET, SET], rpc: true }],
  ],
  [
    ["detection", "--set", SET, "--out", OUT],
    ["detection", { set: [SET], out: OUT }],
  ],
  [
    ["windows", "9"],
    ["windows", { transfers: 270_000 }, 9],
  ],
  [
    ["workers", "1,2,8"],
    ["workers", { transfers: 1_000_000 }, [1, 2, 8]],
  ],
  [["webhooks"], ["webhooks", { seconds: 60 }]],
  [["api"], ["api", { seconds: 10, rounds: 1 }]],
  [
    ["screening", "--seconds", "3"],
    ["screening", { seconds: 3, rounds: 1 }],
  ],
  [["flows"], ["flows", { transfers: 10_000_000 }]],
  [["alerts"], ["alerts", { rows: 10_000_000 }]],
  [["audit"], ["audit", {}]],
  [
    ["audit", "--json"],
    ["audit", { json: true }],
  ],
  [["console"], ["console", { rows: 100_000, rounds: 7 }]],
  [
    ["console", "--rows", "500", "--rounds", "2"],
    ["console", { rows: 500, rounds: 2 }],
  ],
])("%j", async (args, parsed) => {
  expect(await parse(args)).toEqual(parsed);
});

test.each([
  [["nonsense"], "is followed by one of throughput, ingest, "],
  [["--ingest"], "npx pnpm bench throughput takes --chain, --transfers, --rounds, --json"],
  [["--peer"], "unknown option '--peer'"],
  [["lane", "--peer"], "npx pnpm bench lane takes --chain, --transfers, --rounds, --json"],
  [["lane", "--delay", "50"], "unknown option '--delay'"],
  [["ingest", "--chain", "novel"], "unknown option '--chain'"],
  [["audit", "--transfers", "9"], "npx pnpm bench audit takes --json"],
  [["growth", "--rounds", "3"], "unknown option '--rounds'"],
  [["live", "--blocks", "50"], "unknown option '--blocks'"],
  [["latency", "--seconds", "3"], "unknown option '--seconds'"],
  [["flows", "--entries", "3"], "unknown option '--entries'"],
  [["lookback", "--rows", "3"], "unknown option '--rows'"],
  [["lane", "--set", SET], "unknown option '--set'"],
  [["lane", "novel"], "too many arguments"],
  [["--transfers", "0"], "argument '0' is invalid. a whole number from 1 to 999999999 is expected"],
  [["--transfers", "1e6"], "argument '1e6' is invalid"],
  [["--transfers", "1000000000"], "argument '1000000000' is invalid"],
  [["--rounds", "x"], "argument 'x' is invalid"],
  [["ingest", "--delay", "fast"], "argument 'fast' is invalid"],
  [["--chain", "tron"], "argument 'tron' is invalid. Allowed choices are customers, novel."],
  [["windows"], "missing required argument 'count'"],
  [["windows", "all"], "value 'all' is invalid for argument 'count'. a whole number from 1 "],
  [["workers"], "npx pnpm bench workers takes <counts>, --transfers, --json"],
  [["workers", "1,9"], "value '1,9' is invalid for argument 'counts'. a whole number from 1 to 8 is expected"],
  [["detection", "--rpc"], "a --set is expected with it"],
  [["detection", "--out", OUT], "one --set is expected with it, not 0"],
  [["detection", "--set", SET, "--set", SET, "--out", OUT], "one --set is expected with it, not 2"],
  [["detection", "--set", `${SET}.gone`], "a file that is there is expected"],
  [["detection", "--set", SET, "--out", join(directory, "gone/a.jsonl")], "a folder that is there is expected"],
  [["detection", "--rpc", "--set", SET], "a.csv: line 1 is not tx_id,time,from,to,"],
])("%j is refused in words", async (args, words) => {
  const { code, stdout, stderr } = await runCaptured(() => runBenchArguments(args));
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
});

test("help has a line for every bench", async () => {
  const { code, stdout } = await runCaptured(() => runBenchArguments(["--help"]));
  expect(code).toBe(0);
  for (const name of Object.keys(BENCHES)) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S.*$`, "m"));
});

test.each(Object.keys(BENCHES))("%s --help shows an example, and that it can give JSON", async (name) => {
  const { code, stdout } = await runCaptured(() => runBenchArguments([name, "--help"]));
  expect(code).toBe(0);
  expect(stdout).toContain(`npx pnpm bench ${name}`);
  expect(stdout).toContain("Example");
  expect(stdout).toContain("--json");
});
