import { join } from "node:path";
import { parseArguments } from "./arguments.ts";
import { latencyText } from "./latency/latency-summary.ts";
import { runLatency } from "./latency/run-latency.ts";
import { runBench } from "./run-bench.ts";
import { tableText } from "./table.ts";

const CACHE = join(import.meta.dirname, "../../.redflag/bench");

const { transfers, rounds, json, latencyBlocks } = parseArguments(process.argv.slice(2));
const onStep = (what: string) => process.stderr.write(`bench: ${what}\n`);
if (latencyBlocks === undefined) {
  const result = await runBench({ transfers, rounds, cacheDir: CACHE, onStep });
  process.stdout.write(`${json ? JSON.stringify(result) : tableText(result)}\n`);
} else {
  const rows = await runLatency(latencyBlocks, onStep);
  process.stdout.write(`${json ? JSON.stringify(rows) : latencyText(rows)}\n`);
}
