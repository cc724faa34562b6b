import type { Hash } from "@redflag/domain/hex";
import type { AlertDifference } from "./remade-alerts.ts";

/** An alert that was not stored as the recorded inputs give it, and was put right. */
export interface Repair {
  id: Hash;
  problem: "missing" | "differs" | "unexpected";
}

/** A filed alert that is not given is no fault of the stored: it stands as it was filed. */
export function repairsOf(differences: readonly AlertDifference[]): Repair[] {
  return differences.flatMap(({ id, stored, remade, isFiled = false }): Repair[] => {
    if (stored === undefined) return [{ id, problem: "missing" }];
    if (remade !== undefined) return [{ id, problem: "differs" }];
    return isFiled ? [] : [{ id, problem: "unexpected" }];
  });
}
