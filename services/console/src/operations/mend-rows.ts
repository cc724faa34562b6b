import type { Backfill } from "@redflag/contract/http/routes/backfills";
import type { Repair } from "@redflag/contract/http/routes/repairs";

/** A repair or a backfill, as a row. */
export interface Mend {
  kind: "repair" | "backfill";
  id: string;
  from: number;
  to: number;
  state: Repair["state"] | Backfill["state"];
  reason?: string;
  askedBy?: string;
  askedAt: string;
  /** Absent where nothing counts it. */
  doneBlocks?: number;
  /** What a repair does at this moment. */
  step?: NonNullable<Repair["progress"]>["step"];
  /** Why it ended as it did: as it was recorded. */
  said: readonly string[];
}

/** Both kinds together, the newest first. */
export function mendsOf(repairs: readonly Repair[], backfills: readonly Backfill[]): Mend[] {
  const rows = [...repairs.map(ofRepair), ...backfills.map(ofBackfill)];
  return rows.sort((a, b) => b.askedAt.localeCompare(a.askedAt) || a.id.localeCompare(b.id));
}

function ofRepair({ id, from, to, state, reason, askedBy, askedAt, progress, report, problem }: Repair): Mend {
  return {
    ...{ kind: "repair", id, from, to, state, reason, askedBy, askedAt },
    ...(progress !== undefined && { doneBlocks: progress.blocks, step: progress.step }),
    said: [
      ...(problem === undefined ? [] : [problem]),
      ...(report?.failures ?? []).map((failure) => `${failure.from}–${failure.to}: ${failure.reason}`),
    ],
  };
}

function ofBackfill({ id, from, to, state, reason, askedBy, askedAt, missingBlocks }: Backfill): Mend {
  return {
    ...{ kind: "backfill", id, from, to, state, askedAt },
    ...(reason !== undefined && { reason }),
    ...(askedBy !== undefined && { askedBy }),
    doneBlocks: to - from + 1 - missingBlocks,
    said: [],
  };
}

/** It can still be taken back. */
export function isUnderWay({ state }: Pick<Mend, "state">): boolean {
  return state === "waiting" || state === "running";
}
