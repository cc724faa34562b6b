import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { demo } from "@redflag/domain/chains/demo";
import { type ScreenDeps, screenHead } from "@redflag/screen/screen-head";
import { findLane } from "@redflag/store/lane";
import { type LatencyRow, summarizeLatency } from "../latency/latency-summary.ts";
import { addBlock } from "./fill-ledger.ts";

const PAYMENTS = 100;
/** Between two blocks: as often as the fastest chains, and long enough that one waits for no other. */
const PAUSE_MS = 100;

/**
 * Stores live blocks, one after the other, and lets the lane screen each: how long from stored to committed. One payment of
 * each is with a listed address, so that alerts are written, too.
 * @param isDone asked before each block
 */
export async function feedLane(
  deps: ScreenDeps,
  what: string,
  listed: readonly Buffer[],
  isDone: (blocks: number) => boolean,
): Promise<LatencyRow> {
  const latenciesMs: number[] = [];
  const lane = await findLane(deps.db.kysely, demo.id);
  let number = lane?.headPosition ?? 0;
  while (!isDone(latenciesMs.length)) {
    number++;
    await addBlock(deps.db, number, recipientsOf(number, listed));
    const begin = performance.now();
    await screenHead(deps, demo);
    latenciesMs.push(performance.now() - begin);
    await sleep(PAUSE_MS);
  }
  return summarizeLatency(what, latenciesMs);
}

function recipientsOf(block: number, listed: readonly Buffer[]): Buffer[] {
  const anybody = (i: number) => createHash("sha256").update(`${block}/${i}`).digest().subarray(0, 20);
  const known = listed[block % listed.length];
  if (known === undefined) throw new Error("there is somebody on the list");
  return [known, ...Array.from({ length: PAYMENTS - 1 }, (_, i) => anybody(i))];
}
