import type { Disposition } from "./disposition.ts";
import type { Hash } from "./hex.ts";
import { Problem } from "./problem.ts";

/** Where an alert stands with the people who review it; its own state (provisional, final, withdrawn) is another thing. */
export const REVIEW_STATES = ["open", "assigned", "escalated", "snoozed", "closed"] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** What people do with an alert, in the order in which a refusal names what is left. */
export const REVIEW_ACTIONS = [
  "comment",
  "claim",
  "assign",
  "release",
  "snooze",
  "wake",
  "escalate",
  "close",
  "confirm",
  "reopen",
  "overrule",
] as const;
export type ReviewActionKind = (typeof REVIEW_ACTIONS)[number];

/** The longest snooze. Ours [E]. */
const SNOOZE_DAYS_MAX = 30;
const DAY_MS = 86_400_000;

export interface AlertReview {
  state: ReviewState;
  /** Id of a person. An escalated alert may have one or none, an open one never. */
  assignee?: string;
  /** Unix milliseconds, as all times here. */
  dueAtMs: number;
  /** Of a snoozed alert; once it has passed, the alert is read as open or assigned. */
  snoozedUntilMs?: number;
  /** Of a closed alert: what it was found to be, and which revision of it. */
  closed?: { disposition: Disposition; revision: Hash };
  /** Of a closed alert: since when it has evidence that nobody has looked at, where the policy leaves it closed. */
  followUpSinceMs?: number;
}

export type ReviewAction =
  | { kind: "comment" | "claim" | "release" | "wake" | "escalate" | "confirm" | "reopen" }
  | { kind: "assign"; assignee: string }
  | { kind: "snooze"; untilMs: number }
  | { kind: "close" | "overrule"; disposition: Disposition }
  /** The FIU's, to a report that told of the alert as of a revision: nobody asks for it by itself. */
  | { kind: "answer"; disposition: Disposition; revision: Hash };

export interface Reviewer {
  /** `user:<id>` of whoever acts, or made the key that does; a key of nobody's is `key:<id>`. */
  person: string;
  /** May decide what others have, and what is escalated. */
  isSupervisor: boolean;
}

/** What a decision rests on besides the alert's review. */
export interface ReviewScene {
  nowMs: number;
  revision: Hash;
  /** How long whoever reviews it has from now on, were it to be opened again. */
  dueAfterMs: number;
  /** Of a closed alert, who closed it; absent where that was the operator, whom nobody can be mistaken for. */
  closedBy?: { person?: string; isOverruled: boolean };
}

/** As it stands at that time: a snooze ends by itself. */
export function reviewAt(review: AlertReview, nowMs: number): AlertReview {
  const { snoozedUntilMs, ...rest } = review;
  if (snoozedUntilMs === undefined || snoozedUntilMs > nowMs) return review;
  return { ...rest, state: rest.assignee === undefined ? "open" : "assigned" };
}

/**
 * What an action makes of an alert's review. The same review for a comment.
 * @throws Problem `review_action_refused`, which names what the same reviewer may do; `four_eyes_needed`
 */
export function act(before: AlertReview, action: ReviewAction, who: Reviewer, scene: ReviewScene): AlertReview {
  const review = reviewAt(before, scene.nowMs);
  if (action.kind === "answer") return answered(review, action, scene);
  const fault = faultOf(review, action.kind, who, scene);
  if (fault === "four eyes") throw new Problem("four_eyes_needed", "you closed it, in person or by a key");
  if (fault !== undefined) {
    const legal = listLegalActions(review, who, scene).join(", ");
    throw new Problem("review_action_refused", `${action.kind}: ${fault}; you may ${legal}`);
  }
  switch (action.kind) {
    case "comment":
      return review;
    case "claim":
      return review.state === "escalated"
        ? { ...review, assignee: personId(who) as string }
        : standing(review, personId(who));
    case "assign":
      return standing(review, action.assignee);
    case "release":
      return standing(review, undefined);
    case "wake":
      return standing(review, review.assignee);
    case "snooze":
      return { ...snoozable(action.untilMs, scene), ...standing(review, review.assignee), state: "snoozed" };
    case "escalate":
      // Whoever had it has handed it on: it waits for a supervisor to claim it.
      return { state: "escalated", dueAtMs: review.dueAtMs };
    case "close":
    case "overrule":
      return {
        state: "closed",
        ...(review.assignee !== undefined && { assignee: review.assignee }),
        dueAtMs: review.dueAtMs,
        closed: { disposition: action.disposition, revision: scene.revision },
      };
    case "confirm": {
      const { followUpSinceMs: _, closed, ...rest } = review;
      return { ...rest, ...(closed && { closed: { ...closed, revision: scene.revision } }) };
    }
    case "reopen":
      return { state: "open", dueAtMs: scene.nowMs + scene.dueAfterMs };
  }
}

/** In every state. What came since the report was written its answer says nothing of: then somebody has to look. */
function answered(
  { assignee, dueAtMs }: AlertReview,
  { disposition, revision }: Extract<ReviewAction, { kind: "answer" }>,
  { nowMs, dueAfterMs, revision: now }: ReviewScene,
): AlertReview {
  const closed = { disposition, revision };
  return {
    state: "closed",
    ...(assignee !== undefined && { assignee }),
    ...(revision === now ? { dueAtMs, closed } : { dueAtMs: nowMs + dueAfterMs, closed, followUpSinceMs: nowMs }),
  };
}

/** What this reviewer may do with it now; a comment always. */
export function listLegalActions(before: AlertReview, who: Reviewer, scene: ReviewScene): ReviewActionKind[] {
  const review = reviewAt(before, scene.nowMs);
  return REVIEW_ACTIONS.filter((kind) => faultOf(review, kind, who, scene) === undefined);
}

function faultOf(
  review: AlertReview,
  kind: ReviewActionKind,
  who: Reviewer,
  { closedBy }: ReviewScene,
): string | undefined {
  const { state, assignee } = review;
  if (kind === "comment") return undefined;
  const states = STATES_OF[kind];
  if (!states.includes(state)) return `it is ${state}`;
  const { isSupervisor } = who;
  switch (kind) {
    case "claim":
      if (personId(who) === undefined) return "a key that nobody made has no person to claim for";
      return state === "escalated" && !isSupervisor ? "it is escalated, and waits for a supervisor" : undefined;
    case "assign":
      return isSupervisor ? undefined : "only a supervisor gives an alert to somebody";
    case "confirm":
      return review.followUpSinceMs === undefined ? "it has no evidence that came since it was closed" : undefined;
    case "reopen":
      return closedBy?.isOverruled && !isSupervisor ? "a supervisor has decided it" : undefined;
    case "overrule":
      if (!isSupervisor) return "only a supervisor overrules";
      return closedBy?.person === who.person ? "four eyes" : undefined;
    case "close":
      if (state === "escalated" && !isSupervisor) return "it is escalated, and a supervisor decides";
  }
  const isTheirs = assignee === undefined || assignee === personId(who) || isSupervisor;
  return isTheirs ? undefined : "somebody else has it";
}

const STATES_OF: Readonly<Record<Exclude<ReviewActionKind, "comment">, readonly ReviewState[]>> = {
  claim: ["open", "escalated"],
  assign: ["open", "assigned", "escalated", "snoozed"],
  release: ["assigned"],
  snooze: ["open", "assigned"],
  wake: ["snoozed"],
  escalate: ["open", "assigned", "snoozed"],
  close: ["open", "assigned", "escalated", "snoozed"],
  confirm: ["closed"],
  reopen: ["closed"],
  overrule: ["closed"],
};

/** Open, or somebody's. */
function standing({ dueAtMs }: AlertReview, assignee: string | undefined): AlertReview {
  return assignee === undefined ? { state: "open", dueAtMs } : { state: "assigned", assignee, dueAtMs };
}

/** It does not stop the clock: whoever snoozes past the due time is late. */
function snoozable(untilMs: number, { nowMs }: ReviewScene): { snoozedUntilMs: number } {
  if (untilMs <= nowMs || untilMs > nowMs + SNOOZE_DAYS_MAX * DAY_MS) {
    throw new Problem(
      "snooze_invalid",
      `${new Date(untilMs).toISOString()} is not within ${SNOOZE_DAYS_MAX} days from now`,
    );
  }
  return { snoozedUntilMs: untilMs };
}

/** The person's own id, as an assignee is named. */
function personId({ person }: Reviewer): string | undefined {
  return person.startsWith("user:") ? person.slice("user:".length) : undefined;
}
