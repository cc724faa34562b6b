import { setTimeout as sleep } from "node:timers/promises";
import type { ListedWorld } from "../../pipeline/listed-world.ts";
import { listenToEvidence } from "./committed-evidence.ts";
import type { LatencyArena, LatencyContender } from "./latency-contenders.ts";
import { startWatching } from "./watching-process.ts";

/** Not counted: whatever a process does once only. */
const WARM_UP_BLOCKS = 10;
/** Between two blocks, anything from the first to the second: no poll keeps step with them. */
const GAP_MS_MIN = 300;
const GAP_MS_MAX = 600;
/** From the last block until everything must have been committed. */
const PATIENCE_MS = 30_000;

/**
 * Mines `blocks` blocks with one payment to a listed address each, while the contender watches.
 * @returns milliseconds from the request to mine a block until the evidence of its payment was committed
 * @throws when one of them never was
 */
export async function measureLatency(
  world: ListedWorld,
  contender: LatencyContender,
  arena: LatencyArena,
  blocks: number,
): Promise<number[]> {
  const evidence = await listenToEvidence(arena.databaseUrl, contender.schema);
  const { name, program } = contender;
  const process = await startWatching({ name, program, args: contender.args(arena), env: contender.env(arena) });
  try {
    const visible: Array<{ hash: string; atMs: number }> = [];
    for (let block = 0; block < WARM_UP_BLOCKS + blocks; block++) {
      await sleep(GAP_MS_MIN + Math.random() * (GAP_MS_MAX - GAP_MS_MIN));
      const hash = await world.pay();
      const atMs = performance.now();
      await world.node.call("evm_mine");
      if (block >= WARM_UP_BLOCKS) visible.push({ hash, atMs });
    }
    const endMs = performance.now() + PATIENCE_MS;
    while (visible.some(({ hash }) => !evidence.committedAtMs.has(hash)) && performance.now() < endMs) await sleep(50);
    return visible.map(({ hash, atMs }) => {
      const committed = evidence.committedAtMs.get(hash);
      if (committed === undefined) throw new Error(`${contender.name} never committed the payment ${hash}`);
      return committed - atMs;
    });
  } finally {
    await process.stop();
    await evidence.close();
  }
}
