import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AlertReview,
  act,
  listLegalActions,
  REVIEW_ACTIONS,
  type ReviewAction,
  type ReviewActionKind,
  type Reviewer,
  type ReviewScene,
  reviewAt,
} from "./alert-review.ts";
import { Problem } from "./problem.ts";
import { undo } from "./review-undo.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ada: Reviewer = { person: "user:ada", isSupervisor: false };
const bo: Reviewer = { person: "user:bo", isSupervisor: false };
const sue: Reviewer = { person: "user:sue", isSupervisor: true };
const tom: Reviewer = { person: "user:tom", isSupervisor: true };
const nobody: Reviewer = { person: "key:5", isSupervisor: false };
const scene: ReviewScene = { nowMs: 1_000, revision: "0x01", dueAfterMs: 4 * HOUR_MS };
const open: AlertReview = { state: "open", dueAtMs: 500 };
const closed = (over: Partial<AlertReview> = {}): AlertReview => ({
  state: "closed",
  dueAtMs: 500,
  closed: { disposition: "false_positive", revision: "0x01" },
  ...over,
});

function actionOf(kind: ReviewActionKind): ReviewAction {
  switch (kind) {
    case "assign":
      return { kind, assignee: "bo" };
    case "snooze":
      return { kind, untilMs: 1_000 + DAY_MS };
    case "close":
    case "overrule":
      return { kind, disposition: "inconclusive" };
    default:
      return { kind };
  }
}

describe("who may do what, by where the alert stands", () => {
  const own: AlertReview = { state: "assigned", assignee: "ada", dueAtMs: 500 };
  const snoozed: AlertReview = { state: "snoozed", assignee: "ada", snoozedUntilMs: 9_000, dueAtMs: 500 };
  const escalated: AlertReview = { state: "escalated", dueAtMs: 500 };
  const byAda = { ...scene, closedBy: { person: "user:ada", isOverruled: false } };
  const bySue = { ...scene, closedBy: { person: "user:sue", isOverruled: true } };
  test.each<[string, AlertReview, Reviewer, ReviewScene, string]>([
    ["open", open, ada, scene, "claim snooze escalate close"],
    ["open, a key of nobody's", open, nobody, scene, "snooze escalate close"],
    ["open, a supervisor", open, sue, scene, "claim assign snooze escalate close"],
    ["one's own", own, ada, scene, "release snooze escalate close"],
    ["somebody else's", own, bo, scene, ""],
    ["somebody else's, a supervisor", own, sue, scene, "assign release snooze escalate close"],
    ["snoozed by oneself", snoozed, ada, scene, "wake escalate close"],
    ["snoozed by oneself, once it is over", snoozed, ada, { ...scene, nowMs: 9_000 }, "release snooze escalate close"],
    ["escalated", escalated, ada, scene, ""],
    ["escalated, a supervisor", escalated, sue, scene, "claim assign close"],
    ["closed by oneself", closed(), ada, byAda, "reopen"],
    ["closed by somebody, a supervisor", closed(), sue, byAda, "reopen overrule"],
    ["overruled", closed(), ada, bySue, ""],
    ["overruled by oneself, a supervisor", closed(), sue, bySue, "reopen"],
    ["overruled, another supervisor", closed(), tom, bySue, "reopen overrule"],
    ["closed by the operator", closed(), sue, { ...scene, closedBy: { isOverruled: true } }, "reopen overrule"],
    ["closed, with evidence since", closed({ followUpSinceMs: 900 }), bo, byAda, "confirm reopen"],
  ])("%s", (_, review, who, here, allowed) => {
    expect(listLegalActions(review, who, here).join(" ")).toBe(`comment ${allowed}`.trim());
  });
});

test("what is refused is refused with why, and with what is left", () => {
  const byAda = { ...scene, closedBy: { person: "user:ada", isOverruled: false } };
  expect(() => act(closed(), actionOf("claim"), ada, byAda)).toThrowError(
    expect.objectContaining({ code: "review_action_refused", detail: "claim: it is closed; you may comment, reopen" }),
  );
  expect(() => act(closed(), actionOf("overrule"), { ...ada, isSupervisor: true }, byAda)).toThrowError(
    expect.objectContaining({ code: "four_eyes_needed" }),
  );
});

test.each([0, 1_000, 1_000 + 30 * DAY_MS + 1])("a snooze until %i is out of bounds", (untilMs) => {
  expect(() => act(open, { kind: "snooze", untilMs }, ada, scene)).toThrowError(
    expect.objectContaining({ code: "snooze_invalid" }),
  );
});

test("opened again it has its time anew, and nobody's name on it", () => {
  const next = act(closed({ assignee: "ada" }), { kind: "reopen" }, bo, scene);
  expect(next).toEqual({ state: "open", dueAtMs: 1_000 + 4 * HOUR_MS });
});

test("confirmed it is closed as it was, about the evidence that is there now", () => {
  const next = act(closed({ followUpSinceMs: 900 }), { kind: "confirm" }, bo, { ...scene, revision: "0x02" });
  expect(next).toEqual(closed({ closed: { disposition: "false_positive", revision: "0x02" } }));
});

test.each([
  ["open", open],
  ["snoozed", { ...open, state: "snoozed", snoozedUntilMs: 5_000 }],
  ["escalated", { ...open, state: "escalated", assignee: "ada" }],
  ["closed", closed({ followUpSinceMs: 900 })],
] as const)("what the FIU answers closes one that is %s, as of what was reported", (_, before) => {
  const answer = { kind: "answer", disposition: "true_positive", revision: "0x01" } as const;
  const next = act(before, answer, nobody, scene);
  assertSound(next);
  expect([next.closed, next.followUpSinceMs]).toEqual([{ disposition: "true_positive", revision: "0x01" }, undefined]);
  // What came since nobody has looked at, and there is time for it.
  const since = act(before, answer, nobody, { ...scene, revision: "0x02" });
  assertSound(since);
  expect(since).toMatchObject({ followUpSinceMs: 1_000, dueAtMs: 1_000 + 4 * HOUR_MS, closed: { revision: "0x01" } });
});

/** The shape that every review has, whatever came before. */
function assertSound(review: AlertReview): void {
  const { state, assignee, snoozedUntilMs, closed: as, followUpSinceMs } = review;
  expect(as !== undefined).toBe(state === "closed");
  expect(snoozedUntilMs !== undefined).toBe(state === "snoozed");
  if (state === "assigned") expect(assignee).toBeDefined();
  if (state === "open") expect(assignee).toBeUndefined();
  if (followUpSinceMs !== undefined) expect(state).toBe("closed");
}

const step = fc.record({
  kind: fc.constantFrom(...REVIEW_ACTIONS),
  who: fc.constantFrom(ada, bo, sue, tom, nobody),
  waitMs: fc.constantFrom(0, HOUR_MS, 2 * DAY_MS),
  hasEvidence: fc.boolean(),
});

test("whatever is done in whatever order, no alert comes to stand where there is nothing to stand, and what is legal is done", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
      let review: AlertReview = open;
      let closedBy: ReviewScene["closedBy"];
      let nowMs = 1_000;
      for (const { kind, who, waitMs, hasEvidence } of steps) {
        nowMs += waitMs;
        if (hasEvidence && review.state === "closed") review = { ...review, followUpSinceMs: nowMs };
        const here: ReviewScene = { ...scene, nowMs, ...(closedBy && { closedBy }) };
        const action = kind === "snooze" ? { kind, untilMs: nowMs + DAY_MS } : actionOf(kind);
        const legal = listLegalActions(review, who, here);
        expect(legal).toContain("comment");
        const shown = reviewAt(review, nowMs);
        let next: AlertReview;
        try {
          next = act(review, action, who, here);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          expect(legal).not.toContain(kind);
          continue;
        }
        expect(legal).toContain(kind);
        assertSound(next);
        if (kind === "comment") expect(next).toEqual(shown);
        if (kind !== "close" && kind !== "overrule" && kind !== "confirm" && kind !== "comment") {
          expect(next.state).not.toBe("closed");
        }
        if (kind === "overrule") expect(who.isSupervisor && closedBy?.person !== who.person).toBe(true);
        if (shown.state === "closed") expect(["comment", "confirm", "reopen", "overrule"]).toContain(kind);
        if (kind === "close" || kind === "overrule")
          closedBy = { person: who.person, isOverruled: kind === "overrule" };
        seen.add(`${shown.state} ${kind} ${next.state}`);
        review = next;
      }
    }),
    { numRuns: 2_000, seed: 7 },
  );
  // Every way there is was gone.
  expect([...seen].filter((way) => !way.includes("comment")).sort()).toEqual([
    "assigned assign assigned",
    "assigned close closed",
    "assigned escalate escalated",
    "assigned release open",
    "assigned snooze snoozed",
    "closed confirm closed",
    "closed overrule closed",
    "closed reopen open",
    "escalated assign assigned",
    "escalated claim escalated",
    "escalated close closed",
    "open assign assigned",
    "open claim assigned",
    "open close closed",
    "open escalate escalated",
    "open snooze snoozed",
    "snoozed assign assigned",
    "snoozed close closed",
    "snoozed escalate escalated",
    "snoozed wake assigned",
    "snoozed wake open",
  ]);
});

describe("an undo", () => {
  const done = { kind: "close", person: "user:ada", atMs: 1_000, before: open, isLast: true };
  const now = { nowMs: 1_000 + HOUR_MS, revision: "0x01" } as const;

  test("gives the review as it was", () => {
    expect(undo(done, ada, now)).toEqual(open);
    expect(undo({ ...done, kind: "reopen", before: closed() }, ada, now)).toEqual(closed());
  });

  test.each([
    ["of somebody else", done, bo, now],
    ["of a supervisor's, by another", { ...done, kind: "overrule", person: "user:sue", before: closed() }, tom, now],
    ["a day later", done, ada, { ...now, nowMs: 1_000 + 25 * HOUR_MS }],
    ["of a comment", { ...done, kind: "comment" }, ada, now],
    ["after something else", { ...done, isLast: false }, ada, now],
    [
      "into closed, with new evidence",
      { ...done, kind: "reopen", before: closed() },
      ada,
      { ...now, revision: "0x02" },
    ],
  ] as const)("%s is refused", (_, action, who, at) => {
    expect(() => undo(action, who, at)).toThrowError(expect.objectContaining({ code: "undo_refused" }));
  });
});
