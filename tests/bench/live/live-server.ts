/**
 * Serves chains that grow, in a process of its own so that its work is nobody's. Prints a line of what it serves
 * (`LiveChains`); each line of its input is the moment at which the chains begin; ends when its input does.
 * Run: node live-server.ts <seconds> <ports>
 */
import { createInterface } from "node:readline";
import { serveChains } from "../server/serve-chains.ts";
import { CHAIN_LOADS } from "./chain-load.ts";
import { drawLiveChain } from "./draw-live-chain.ts";
import type { LiveChains } from "./start-live-server.ts";
import { TimedChain } from "./timed-chain.ts";

const [seconds, portCount] = process.argv.slice(2).map(Number) as [number, number];
const chains = new Map<string, TimedChain>();
const served: LiveChains["chains"] = [];
for (const load of CHAIN_LOADS) {
  const { name, id } = load.chain;
  const blocks = await drawLiveChain(load, seconds);
  chains.set(`/${name}`, new TimedChain(id, blocks));
  const listed = blocks.flatMap(({ atMs, listedTransactions }) => listedTransactions.map((hash) => ({ atMs, hash })));
  served.push({ name, blocks: blocks.map(({ number, hash }) => ({ number, hash })), listed });
}
const ports = await serveChains((path) => chains.get(path), portCount);
process.stdout.write(`${JSON.stringify({ ports, chains: served } satisfies LiveChains)}\n`);
for await (const line of createInterface(process.stdin)) {
  for (const chain of chains.values()) chain.begin(Number(line));
}
process.exit();
