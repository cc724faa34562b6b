import { writeFile } from "node:fs/promises";
import { alertLines } from "./alert-lines.ts";
import { findByMemory } from "./find-by-memory.ts";
import { findByShape } from "./find-by-shape.ts";
import { type FoundAlert, paymentIds } from "./found-alert.ts";
import type { LabelledSet, Labels } from "./labelled-set.ts";
import { makeOwnSet } from "./own-set.ts";
import { playSet } from "./play-set.ts";
import { readSet } from "./read-set.ts";
import { runRealPath } from "./run-real-path.ts";
import { type AlertScore, scoreAlerts } from "./score-alerts.ts";
import { NOTHING_KNOWN, type World } from "./world.ts";

export interface DetectionFigures extends AlertScore {
  set: string;
  payments: number;
  /** Of shapes alone where nothing is stored, else of the whole process. */
  cpuMicrosPerPayment: number;
}

interface Detection {
  figures: DetectionFigures;
  alerts: FoundAlert[];
}

export interface DetectionOptions {
  /** Through RPC, PostgreSQL and the lane; our own set, whose lists and rates are not imported there, is then left out. */
  rpc?: boolean;
  /** Where the alerts on the last set are written. */
  out?: string;
  onStep: (what: string) => void;
}

/** Schemes sought in our own set and in others, by path. */
export async function detect(paths: readonly string[], options: DetectionOptions): Promise<DetectionFigures[]> {
  const { rpc = false, out, onStep } = options;
  const figures: DetectionFigures[] = [];
  if (!rpc) figures.push(runPure(makeOwnSet("own")).figures);
  for (const path of paths) {
    const set = await readSet(path);
    const found = rpc ? await runReal(set, onStep) : runPure(set);
    figures.push(found.figures);
    if (out !== undefined) await writeFile(out, alertLines(found.alerts, set));
  }
  return figures;
}

/** Looks a set through by the pure rules, without its labels, and scores what was found against them. */
function runPure(set: LabelledSet & Labels & Partial<World>): Detection {
  const world = { ...NOTHING_KNOWN, ...set };
  const played = playSet(set);
  const ids = paymentIds(set);
  const byId = new Map(set.payments.map((payment) => [payment.id, payment]));
  const begun = process.cpuUsage();
  const shapes = findByShape(played, world, ids, byId);
  const { user } = process.cpuUsage(begun);
  return detectionOf(set, [...shapes, ...findByMemory(played, world, ids)], user);
}

/** The same through the real path: whatever alerts stand in the database are scored. */
async function runReal(set: LabelledSet & Labels, onStep: (what: string) => void): Promise<Detection> {
  const { alerts, cpuSeconds = Number.NaN } = await runRealPath(set, onStep);
  return detectionOf(set, alerts, cpuSeconds * 1e6);
}

function detectionOf(set: LabelledSet & Labels, alerts: FoundAlert[], cpuMicros: number): Detection {
  const payments = set.payments.length;
  const figures = { set: set.name, payments, cpuMicrosPerPayment: cpuMicros / payments, ...scoreAlerts(alerts, set) };
  return { figures, alerts };
}
