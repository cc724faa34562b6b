import { setTimeout as sleep } from "node:timers/promises";
import { demo } from "@redflag/domain/chains/demo";
import type { Executor } from "@redflag/store/database";
import { findLane, type Lane } from "@redflag/store/lane";
import type { PlayedPayment } from "./play.ts";

const POLL_MS = 50;

/** Returns when it holds of the demo's lane, or patience is over. */
export async function awaitLane(db: Executor, patience: AbortSignal, holds: (lane: Lane) => boolean): Promise<void> {
  while (!patience.aborted) {
    const lane = await findLane(db, demo.id);
    if (lane !== undefined && holds(lane)) return;
    await sleep(POLL_MS, undefined, { signal: patience }).catch(() => undefined);
  }
}

/** Returns when the lane has screened these payments, or patience is over. */
export function awaitScreened(
  db: Executor,
  patience: AbortSignal,
  payments: readonly Required<PlayedPayment>[],
): Promise<void> {
  const last = Math.max(...payments.map(({ blockNumber }) => blockNumber));
  return awaitLane(db, patience, (lane) => lane.headPosition >= last);
}
