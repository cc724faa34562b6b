import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { streamAlerts } from "@redflag/store/alert-read";
import { awaitLane, awaitScreened } from "./await-lane.ts";
import { playScenario } from "./drive.ts";
import { expectedAlerts } from "./expected-alerts.ts";
import type { OpenedDemo } from "./open-demo.ts";
import { judgeAlerts, type Verdict } from "./verdict.ts";

/**
 * Plays the bounded scenario, waits until everything is screened and as final as it gets, and judges what was found. What
 * is not at rest when the manifest's time is over is judged as it stands.
 */
export async function playOnce({ db, devnet }: OpenedDemo, signal: AbortSignal): Promise<Verdict> {
  const manifest = expectedAlerts();
  const patience = AbortSignal.any([signal, AbortSignal.timeout(manifest.runSeconds * 1_000)]);
  await playScenario(devnet, {
    onHead: () => signal.throwIfAborted(),
    awaitSeen: (payments) => awaitScreened(db.kysely, patience, payments),
  });
  const head = await devnet.getHead();
  const finalNumber = head.number - (demo.finality.kind === "depth" ? demo.finality.blocks : 0);
  await awaitLane(db.kysely, patience, (lane) => lane.headHash === head.hash && lane.depthPosition >= finalNumber);
  signal.throwIfAborted();

  const active: Array<{ rule: string; subject: string }> = [];
  for await (const { alert } of streamAlerts(db.kysely, { chainId: demo.id, withdrawn: false })) {
    active.push({ rule: alert.heuristic, subject: formatCaip10(demo, alert.subject) });
  }
  return judgeAlerts(active, manifest);
}
