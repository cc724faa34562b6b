import { appendFileSync, writeFileSync } from "node:fs";
import { runTool } from "../run-tool.ts";
import { soakChart } from "./soak-chart.ts";
import { type SoakOptions, soakCommand } from "./soak-command.ts";
import { soakText } from "./soak-text.ts";

const SAMPLE_MS = 10_000;
const REORG_EVERY_MS = 60_000;
/** More than in life still, where it is none in many thousands. */
const LISTED_ONE_IN = 1_000;
const LIST_CHANGE_EVERY_MS = 120_000;

await runTool(soakCommand(soak), process.argv.slice(2));

async function soak({ hours, rate, chains, pairs, json, samples, chart }: SoakOptions): Promise<void> {
  const { runSoak } = await import("./run-soak.ts");
  const early = new AbortController();
  // Not SIGINT, which a terminal sends to the processes that are looked at, too.
  process.once("SIGTERM", () => early.abort());
  const figures = await runSoak({
    signal: early.signal,
    seconds: Math.round(hours * 3600),
    transfersPerS: rate,
    chains,
    ...(pairs !== undefined && { pairsPerChain: pairs }),
    sampleMs: SAMPLE_MS,
    reorgEveryMs: REORG_EVERY_MS,
    listedOneIn: LISTED_ONE_IN,
    listChangeEveryMs: LIST_CHANGE_EVERY_MS,
    onStep: (what) => process.stderr.write(`soak: ${what}\n`),
    onSample: (sample) => {
      if (samples !== undefined) appendFileSync(samples, `${JSON.stringify(sample)}\n`);
    },
  });
  if (chart !== undefined) writeFileSync(chart, soakChart(figures.samples));
  process.stdout.write(`${json ? JSON.stringify(figures) : soakText(figures)}\n`);
}
