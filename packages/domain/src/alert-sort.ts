/**
 * `rank`: the strongest first; `severity`: the worst first, of these the newest; `amount`: the most US dollars first, where that
 * cannot be told last: all three of alerts that stand. `newest`: by the time of the last payment. `created`: by when it was
 * first there. `oldest` and `due`: what is not closed, by when it was first there, and the most urgent first.
 */
export const ALERT_SORTS = ["rank", "severity", "amount", "newest", "created", "oldest", "due"] as const;
export type AlertSort = (typeof ALERT_SORTS)[number];

interface Asked {
  readonly sort?: AlertSort | undefined;
  readonly state?: readonly string[] | undefined;
  readonly review?: readonly string[] | undefined;
}

/** In these a withdrawn alert has no place; in the others one that is closed. */
const OF_STANDING: ReadonlySet<AlertSort> = new Set(["rank", "severity", "amount"]);
const OF_OPEN: ReadonlySet<AlertSort> = new Set(["oldest", "due"]);

/** The order of what is asked for: the strongest first, and where only withdrawn alerts are, which have no rank, the newest. */
export function alertSortOf({ sort, state }: Asked): AlertSort {
  return sort ?? (isOnly(state, "withdrawn") ? "newest" : "rank");
}

/** What the order leaves out although nothing else is asked for: the answer would read as if there were none. */
export function leftOutBySort(asked: Asked): "withdrawn" | "closed" | undefined {
  const sort = alertSortOf(asked);
  if (OF_STANDING.has(sort) && isOnly(asked.state, "withdrawn")) return "withdrawn";
  return OF_OPEN.has(sort) && isOnly(asked.review, "closed") ? "closed" : undefined;
}

function isOnly(words: readonly string[] | undefined, word: string): boolean {
  return words?.length === 1 && words[0] === word;
}
