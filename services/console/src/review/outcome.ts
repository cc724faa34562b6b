import type { NewAction, Result } from "@redflag/contract/http/routes/alert-review";

export interface Refusal {
  alert: string;
  code: string;
  title: string;
  detail: string;
}

/** What has become of an action on one or more alerts. */
export interface ReviewOutcome {
  action: NewAction["action"] | "undo";
  done: number;
  refusals: readonly Refusal[];
  /** To take it back by; absent where nothing was done. */
  batch?: string;
}

export function outcomeOf(
  action: ReviewOutcome["action"],
  items: readonly Result[],
  batch: string | undefined,
): ReviewOutcome {
  const refusals = items.flatMap(({ alert, problem }) =>
    problem === undefined ? [] : [{ alert, code: problem.code, title: problem.title, detail: problem.detail }],
  );
  return { action, done: items.length - refusals.length, refusals, ...(batch !== undefined && { batch }) };
}

/** Refusals for the same cause are told once, with how many they are. */
export function groupRefusals(refusals: readonly Refusal[]): Array<Refusal & { count: number }> {
  const groups = new Map<string, Refusal & { count: number }>();
  for (const refusal of refusals) {
    const key = `${refusal.code} ${refusal.detail}`;
    const group = groups.get(key);
    groups.set(key, { ...(group ?? refusal), count: (group?.count ?? 0) + 1 });
  }
  return [...groups.values()];
}
