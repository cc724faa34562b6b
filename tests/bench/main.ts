import { join } from "node:path";
import { parseArguments } from "./arguments.ts";
import { runBench } from "./run-bench.ts";
import { tableText } from "./table.ts";

const CACHE = join(import.meta.dirname, "../../.redflag/bench");

const { transfers, rounds, json } = parseArguments(process.argv.slice(2));
const onStep = (what: string) => process.stderr.write(`bench: ${what}\n`);
const result = await runBench({ transfers, rounds, cacheDir: CACHE, onStep });
process.stdout.write(`${json ? JSON.stringify(result) : tableText(result)}\n`);
