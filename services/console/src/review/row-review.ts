import type { NewAction, Review } from "@redflag/contract/http/routes/alert-review";
import type { AlertRow } from "@redflag/contract/http/routes/alerts";

type RowReview = AlertRow["review"];
/** Who people are, by their ids, as far as this page has been told. */
export type Names = ReadonlyMap<string, string>;

/** What an action will most likely make of a row; the API's answer replaces it. */
export function reviewAfter(before: RowReview, action: NewAction, callerId: string, names: Names): RowReview {
  const { assignee, dueAt } = before;
  const standing = (id: string | undefined): RowReview =>
    id === undefined ? { state: "open", dueAt } : { state: "assigned", dueAt, assignee: person(id, names) };
  switch (action.action) {
    case "claim":
      return { ...before, ...standing(callerId), state: before.state === "escalated" ? "escalated" : "assigned" };
    case "assign":
      return standing(action.assignee);
    case "release":
      return standing(undefined);
    case "wake":
      return standing(assignee?.id);
    case "snooze":
      return {
        ...standing(assignee?.id),
        state: "snoozed",
        ...(action.until !== undefined && { snoozedUntil: action.until }),
      };
    case "escalate":
      return { state: "escalated", dueAt };
    case "close":
    case "overrule":
      return {
        state: "closed",
        dueAt,
        ...(assignee && { assignee }),
        ...(action.disposition && { disposition: action.disposition }),
      };
    case "reopen":
      return { state: "open", dueAt };
    case "confirm": {
      const { followUpSince: _, ...confirmed } = before;
      return confirmed;
    }
    case "comment":
      return before;
  }
}

/** The review as the API has answered it, in a row. */
export function rowReview(
  { state, assignee, dueAt, snoozedUntil, disposition, followUpSince }: Review,
  names: Names,
): RowReview {
  return {
    state,
    dueAt,
    ...(assignee !== undefined && { assignee: person(assignee, names) }),
    ...(snoozedUntil !== undefined && { snoozedUntil }),
    ...(disposition !== undefined && { disposition }),
    ...(followUpSince !== undefined && { followUpSince }),
  };
}

function person(id: string, names: Names) {
  return { id, name: names.get(id) ?? id.slice(0, 8) };
}
