/**
 * Serves chains without an end, in a process of its own so that its work is nobody's. Prints a line with its ports; each
 * line of its input is answered with one: to `fill`, `begin` and `halt` that it does, to `news` what has come since (`ChainNews` of all
 * chains together). Ends when its input does.
 * Run: node serve-endless.ts <transfers a second> <milliseconds between two reorgs of a chain>
 *   <payments of which one is a listed address's> <the chains' names>...
 */
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { CHAIN_LOADS } from "../bench/live/chain-load.ts";
import { serveChains } from "../bench/server/serve-chains.ts";
import { type ChainNews, EndlessChain } from "./endless-chain.ts";

const GROW_MS = 20;
const PORTS = 2;
/** Of each chain while it fills: together what two cores can screen as it comes. */
const FILL_PER_S = 225;

const [transfersPerS, reorgEveryMs, listedOneIn] = process.argv.slice(2, 5).map(Number) as [number, number, number];
const names = process.argv.slice(5);
const loads = CHAIN_LOADS.filter(({ chain }) => names.includes(chain.name));
const usual = loads.reduce((sum, load) => sum + load.transfersPerS, 0);
const chains = new Map<string, EndlessChain>();
for (const load of loads) {
  const own = { ...load, transfersPerS: (load.transfersPerS * transfersPerS) / usual };
  chains.set(`/${load.chain.name}`, await EndlessChain.open(own, { reorgEveryMs, listedOneIn }));
}
const ports = await serveChains((path) => chains.get(path), PORTS);
process.stdout.write(`${JSON.stringify({ ports })}\n`);
let isHalted = false;
const answers: Readonly<Record<string, () => unknown>> = {
  news: newsOfAll,
  fill() {
    const nowMs = Date.now();
    for (const chain of chains.values()) chain.fill(nowMs, FILL_PER_S);
    return "filling";
  },
  begin() {
    const nowMs = Date.now();
    for (const chain of chains.values()) chain.begin(nowMs);
    return "begun";
  },
  halt() {
    isHalted = true;
    return "halted";
  },
};
createInterface(process.stdin)
  .on("line", (asked) => process.stdout.write(`${JSON.stringify(answers[asked]?.())}\n`))
  .on("close", () => process.exit());
while (!isHalted) {
  for (const chain of chains.values()) await chain.grow(Date.now());
  await sleep(GROW_MS);
}

function newsOfAll(): ChainNews {
  const news = [...chains.values()].map((chain) => chain.takeNews());
  const sum = (key: "blocks" | "payments" | "reorgs") => news.reduce((total, one) => total + one[key], 0);
  return {
    blocks: sum("blocks"),
    payments: sum("payments"),
    reorgs: sum("reorgs"),
    listed: news.flatMap(({ listed }) => listed),
    gone: news.flatMap(({ gone }) => gone),
  };
}
