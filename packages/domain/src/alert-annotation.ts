import type { Hash } from "./hex.ts";

/**
 * What screening has found since of an alert that was filed: such an alert is never withdrawn. Said where it begins to be
 * so; the last one counts.
 */
export type AlertAnnotation =
  /** The past screened again does not give it: it stands because it was filed. What holds payments of it now. */
  | { kind: "not_found_again"; succeededBy: readonly Hash[] }
  /** The past gives it with other evidence, and the alert has followed: revisions that were filed, and the one now. */
  | { kind: "differs"; filed: readonly Hash[]; now: Hash }
  /** It stands on what was filed after all. */
  | { kind: "found_again"; now: Hash };

/** Which annotation is due once a step has changed an alert that was filed; undefined where there is nothing new. */
export function annotationDue(
  last: AlertAnnotation["kind"] | undefined,
  now: {
    /** Absent where the past does not give it. */
    revision?: Hash;
    /** Filed revisions that the alert stands on, so that all that was filed is the beginning of its evidence. */
    standing: readonly Hash[];
    /** Those that it stood on before the step and does not any more. */
    lost: readonly Hash[];
    /** Those that it stands on since the step. */
    gained: readonly Hash[];
    filed: readonly Hash[];
    succeededBy: readonly Hash[];
  },
): AlertAnnotation | undefined {
  if (now.revision === undefined) {
    return last === "not_found_again" ? undefined : { kind: "not_found_again", succeededBy: now.succeededBy };
  }
  if (now.lost.length > 0 || (now.standing.length === 0 && last !== "differs")) {
    return { kind: "differs", filed: now.filed, now: now.revision };
  }
  const isNews = last === "not_found_again" || (last === "differs" && now.gained.length > 0);
  return isNews ? { kind: "found_again", now: now.revision } : undefined;
}
