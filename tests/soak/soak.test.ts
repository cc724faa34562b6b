import { expect, test } from "vitest";
import { CHAIN_LOADS } from "../bench/live/chain-load.ts";
import { parseTool } from "../parse-tool.ts";
import { runSoak } from "./run-soak.ts";
import { soakChart } from "./soak-chart.ts";
import { type SoakOptions, soakCommand } from "./soak-command.ts";
import { soakText } from "./soak-text.ts";
import { trendOf } from "./trend.ts";

test("a few seconds of it: everything is measured, and every alert comes", { timeout: 600_000 }, async () => {
  const figures = await runSoak({
    seconds: 12,
    transfersPerS: 50,
    chains: ["ethereum", "tron", "arbitrum"],
    pairsPerChain: 1_000,
    sampleMs: 2_000,
    reorgEveryMs: 5_000,
    listedOneIn: 50,
    listChangeEveryMs: 5_000,
    signal: AbortSignal.timeout(600_000),
    onStep: () => undefined,
    onSample: () => undefined,
  });
  expect(figures.missing).toBe(0);
  expect(figures.listChanges).toBeGreaterThan(0);
  expect(figures.reorgs).toBeGreaterThan(0);
  expect(figures.payments).toBeGreaterThan(400);
  const [sample] = figures.samples.slice(-1);
  expect(Object.keys(sample?.memoryMb ?? {})).toEqual(["ingest", "screen", "notify", "api", "postgres"]);
  expect(Math.min(...Object.values(sample?.memoryMb ?? {}))).toBeGreaterThan(10);
  expect(sample?.connections).toBeGreaterThan(3);
  expect(soakText(figures)).toContain("0 alerts missing");
  expect(soakChart(figures.samples)).toContain("memory of screen, MB");
});

test("what goes up and down is flat, what climbs is not, and what stands out moves nothing", () => {
  const atS = Array.from({ length: 100 }, (_, i) => i * 10);
  const trend = (value: (i: number) => number, tolerance = 1) =>
    trendOf({ name: "it", tolerance, values: atS.map((_, i) => value(i)) }, atS);
  expect(trend((i) => 100 + (i % 7))).toMatchObject({ isFlat: true, begin: 103, end: 103 });
  expect(trend((i) => (i % 10 === 0 ? 5_000 : 100))).toMatchObject({ isFlat: true, slopePerHour: 0 });
  expect(trend((i) => 100 + i)).toMatchObject({ isFlat: false, slopePerHour: 360 });
  expect(trend((i) => i / 100, 2)).toMatchObject({ isFlat: true });
  expect(trend(() => Number.NaN)).toMatchObject({ isFlat: false });
});

const parse = (...args: string[]) => parseTool<SoakOptions>(soakCommand, args);

test("five hundred transfers a second on every chain, unless told", async () => {
  const chains = CHAIN_LOADS.map(({ chain }) => chain.name);
  expect((await parse("--hours", "0.5")).options).toEqual({ hours: 0.5, rate: 500, chains });
  expect((await parse("--hours", "1", "--pairs", "25000", "--json")).options).toMatchObject({
    pairs: 25_000,
    json: true,
  });
  expect((await parse("--hours", "1", "--chains", "tron,bsc,tron")).options).toMatchObject({ chains: ["tron", "bsc"] });
  expect((await parse("--hours", "1", "--samples", "a.jsonl", "--chart", "a.svg")).options).toMatchObject({
    samples: "a.jsonl",
    chart: "a.svg",
  });
});

test.each([
  [[], "'--hours <h>' not specified"],
  [["--hours", "0"], "argument '0' is invalid. a number above 0 up to 1000 is expected"],
  [["--hours", "1", "--rate", "many"], "argument 'many' is invalid. a number above 0 up to 5000 is expected"],
  [["--hours", "1", "--pairs", "5"], "argument '5' is invalid. a whole number from 1000 to 5000000 is expected"],
  [["--hours", "1", "--chains", "tron,demo"], "argument 'tron,demo' is invalid. known: ethereum, "],
  [["--hours", "1", "--chart", "nowhere/a.svg"], "a file in a folder that is there is expected"],
  [["--hours", "1", "--fast"], "takes --hours, --rate, --chains, --pairs, --json, --samples, --chart"],
])("%j is refused in words", async (args, words) => {
  const { code, stderr, options } = await parse(...args);
  expect([code, options]).toEqual([2, undefined]);
  expect(stderr).toContain(words);
});
