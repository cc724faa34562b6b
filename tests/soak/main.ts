import { appendFileSync, writeFileSync } from "node:fs";
import { runSoak } from "./run-soak.ts";
import { parseSoakArguments } from "./soak-arguments.ts";
import { soakChart } from "./soak-chart.ts";
import { soakText } from "./soak-text.ts";

const SAMPLE_MS = 10_000;
const REORG_EVERY_MS = 60_000;
/** More than in life still, where it is none in many thousands. */
const LISTED_ONE_IN = 1_000;
const LIST_CHANGE_EVERY_MS = 120_000;

const { hours, transfersPerS, chains, pairsPerChain, json, samplesFile, chartFile } = parseSoakArguments(
  process.argv.slice(2),
);
const early = new AbortController();
// Not SIGINT, which a terminal sends to the processes that are looked at, too.
process.once("SIGTERM", () => early.abort());
const figures = await runSoak({
  signal: early.signal,
  seconds: Math.round(hours * 3600),
  transfersPerS,
  chains,
  ...(pairsPerChain !== undefined && { pairsPerChain }),
  sampleMs: SAMPLE_MS,
  reorgEveryMs: REORG_EVERY_MS,
  listedOneIn: LISTED_ONE_IN,
  listChangeEveryMs: LIST_CHANGE_EVERY_MS,
  onStep: (what) => process.stderr.write(`soak: ${what}\n`),
  onSample: (sample) => {
    if (samplesFile !== undefined) appendFileSync(samplesFile, `${JSON.stringify(sample)}\n`);
  },
});
if (chartFile !== undefined) writeFileSync(chartFile, soakChart(figures.samples));
process.stdout.write(`${json ? JSON.stringify(figures) : soakText(figures)}\n`);
