import { setTimeout as sleep } from "node:timers/promises";
import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { streamAlerts } from "@redflag/store/alert-read";
import type { Executor } from "@redflag/store/database";
import { findLane, type Lane } from "@redflag/store/lane";
import { playScenario } from "./drive.ts";
import { expectedAlerts } from "./expected-alerts.ts";
import type { OpenedDemo } from "./open-demo.ts";
import { judgeAlerts, type Verdict } from "./verdict.ts";

const POLL_MS = 50;

/**
 * Plays the bounded scenario, waits until everything is screened and as final as it gets, and judges what was found. What
 * is not at rest when the manifest's time is over is judged as it stands.
 */
export async function playOnce({ db, devnet }: OpenedDemo, signal: AbortSignal): Promise<Verdict> {
  const manifest = expectedAlerts();
  const patience = AbortSignal.any([signal, AbortSignal.timeout(manifest.runSeconds * 1_000)]);
  const seen = (block: number) => waitFor(db.kysely, patience, (lane) => lane.headPosition >= block);
  await playScenario(devnet, {
    onHead: () => signal.throwIfAborted(),
    awaitSeen: (payments) => seen(Math.max(...payments.map(({ blockNumber }) => blockNumber))),
  });
  const head = await devnet.getHead();
  const finalNumber = head.number - (demo.finality.kind === "depth" ? demo.finality.blocks : 0);
  await waitFor(db.kysely, patience, (lane) => lane.headHash === head.hash && lane.depthPosition >= finalNumber);
  signal.throwIfAborted();

  const active: Array<{ rule: string; subject: string }> = [];
  for await (const { alert } of streamAlerts(db.kysely, { chainId: demo.id, withdrawn: false })) {
    active.push({ rule: alert.heuristic, subject: formatCaip10(demo, alert.subject) });
  }
  return judgeAlerts(active, manifest);
}

/** Returns when it holds or patience is over. */
async function waitFor(db: Executor, patience: AbortSignal, holds: (lane: Lane) => boolean): Promise<void> {
  while (!patience.aborted) {
    const lane = await findLane(db, demo.id);
    if (lane !== undefined && holds(lane)) return;
    await sleep(POLL_MS, undefined, { signal: patience }).catch(() => undefined);
  }
}
