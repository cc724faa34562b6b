import { describe, expect, test } from "vitest";
import { alertId, appendFindings, finalizeEvidence, retractEvidence } from "./alert.ts";
import { alertEvents, finalEvent } from "./alert-event.ts";
import { sampleFinding } from "./finding.samples.ts";

const id = alertId("eip155:1", sampleFinding(1));
const opened = appendFindings(id, undefined, [sampleFinding(1), sampleFinding(2)]);

describe("news of a step", () => {
  test("each payment is its own event: created, then updated", () => {
    const events = alertEvents(undefined, opened.alert, [], opened.evidence);
    expect(events.map((e) => [e.kind, e.changes.map((c) => c.change)])).toEqual([
      ["created", ["added"]],
      ["updated", ["added"]],
    ]);
    expect(new Set(events.map((e) => e.id)).size).toBe(2);
  });

  test("the same step told twice has the same ids", () => {
    const ids = () => alertEvents(undefined, opened.alert, [], opened.evidence).map((e) => e.id);
    expect(ids()).toEqual(ids());
  });

  test("a payment taken for good withdraws; reinstating it is news under another id", () => {
    const withdrawn = retractEvidence(opened.alert, undefined);
    const [gone] = alertEvents(opened.alert, withdrawn, opened.evidence, []);
    expect(gone).toMatchObject({ kind: "withdrawn" });
    expect(gone?.changes.map((c) => c.change)).toEqual(["retracted", "retracted"]);
    const again = appendFindings(id, withdrawn, [sampleFinding(1)]);
    const [news] = alertEvents(withdrawn, again.alert, [], again.evidence);
    const [first] = alertEvents(undefined, opened.alert, [], opened.evidence);
    expect(news?.kind).toBe("created");
    expect(news?.id).not.toBe(first?.id);
  });

  test("a payment that moved to another block within the step is not withdrawn", () => {
    const emptied = retractEvidence(opened.alert, undefined);
    const moved = appendFindings(id, emptied, [sampleFinding(1, { blockNumber: 5 })]);
    const events = alertEvents(opened.alert, moved.alert, opened.evidence, moved.evidence);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: "updated" });
    expect(events[0]?.changes.map((c) => c.change)).toEqual(["retracted", "moved"]);
  });

  test("a payment that came back exactly as it was is no news", () => {
    const emptied = retractEvidence(opened.alert, undefined);
    const again = appendFindings(id, emptied, [sampleFinding(1), sampleFinding(2)]);
    expect(alertEvents(opened.alert, again.alert, opened.evidence, again.evidence)).toEqual([]);
  });

  test("a payment that stands where it stood behind a new one is restated, not moved", () => {
    const [first] = opened.evidence;
    if (first === undefined) throw new Error("two findings make two rows");
    const without = appendFindings(id, undefined, [sampleFinding(1), sampleFinding(3)]);
    const shorter = retractEvidence(without.alert, {
      last: first,
      pendingCount: 1,
      severity: "HIGH",
      strongestScore: 300,
    });
    const mended = appendFindings(id, shorter, [sampleFinding(2), sampleFinding(3)]);
    const events = alertEvents(without.alert, mended.alert, without.evidence.slice(1), mended.evidence);
    expect(events.map((e) => e.changes.map((c) => c.change))).toEqual([["added"], ["restated"]]);
    expect(events.at(-1)?.revision).toBe(mended.alert.revision);
  });

  test("a payment lost while others stay is an update", () => {
    const [last] = opened.evidence;
    if (last === undefined) throw new Error("two findings make two rows");
    const shorter = retractEvidence(opened.alert, { last, pendingCount: 1, severity: "HIGH", strongestScore: 300 });
    const events = alertEvents(opened.alert, shorter, opened.evidence.slice(1), []);
    expect(events.map((e) => [e.kind, e.changes.map((c) => c.change)])).toEqual([["updated", ["retracted"]]]);
  });

  test("finality is told once per step, with the payments it reached", () => {
    const final = finalizeEvidence(opened.alert, 0);
    const event = finalEvent(final, opened.evidence);
    expect(event).toMatchObject({ kind: "final", revision: opened.alert.revision });
    expect(event.changes).toHaveLength(2);
  });
});
