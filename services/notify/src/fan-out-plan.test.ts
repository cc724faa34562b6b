import fc from "fast-check";
import { expect, test } from "vitest";
import { type FannedEvent, type FanOutFacts, type PlannedSubscription, planDeliveries } from "./fan-out-plan.ts";

const NOTHING: FanOutFacts = { isOwn: () => false, finalAt: () => undefined };
const ALERT = { alert: "a", subject: "eip155:1:0x1", chain: "eip155:1", severity: "HIGH", listings: [], transfers: [] };

function event(position: number, payload: object): FannedEvent {
  return { eventId: `0x${position}`, position, payload: payload as FannedEvent["payload"] };
}

function subscription(id: string, own: Partial<PlannedSubscription> = {}): PlannedSubscription {
  return { id, filter: {}, isOrdered: false, afterPosition: 0, ...own };
}

/** Which event goes where, as `<position><id>`. */
function planned(events: FannedEvent[], subscriptions: PlannedSubscription[], facts = NOTHING): string[] {
  return planDeliveries(events, subscriptions, facts).map((one) => `${one.position}${one.subscriptionId}`);
}

test("a test goes to whom it is for, and to nobody else", () => {
  const events = [event(1, { type: "endpoint.test", subscription: "b" })];
  expect(planned(events, [subscription("a"), subscription("b"), subscription("c")])).toEqual(["1b"]);
});

test("a subscription is for what comes after it was made", () => {
  const events = [1, 2, 3].map((n) => event(n, { type: "alert.created", ...ALERT }));
  expect(planned(events, [subscription("a", { afterPosition: 2 }), subscription("b", { afterPosition: 3 })])).toEqual([
    "3a",
  ]);
});

test("final only: of what is withdrawn, what was told as final before", () => {
  const events = ["created", "final", "withdrawn", "created", "withdrawn"].map((kind, i) =>
    event(i + 1, { type: `alert.${kind}`, ...ALERT, alert: i < 3 ? "told" : "untold" }),
  );
  const facts = { ...NOTHING, finalAt: (alert: string) => (alert === "told" ? 2 : undefined) };
  expect(planned(events, [subscription("a", { filter: { finalOnly: true } }), subscription("b")], facts)).toEqual([
    "1b",
    ...["2a", "2b", "3a", "3b", "4b", "5b"],
  ]);
  // Told as final only later.
  expect(planned(events, [subscription("a", { filter: { finalOnly: true } })], { ...facts, finalAt: () => 4 })).toEqual(
    ["2a", "5a"],
  );
});

test("a set of one's own is asked for by event", () => {
  const events = [1, 2].map((n) => event(n, { type: "alert.created", ...ALERT }));
  const facts = { ...NOTHING, isOwn: (set: string, id: string) => set === "mine" && id === "0x2" };
  const filter = { addressSet: "mine" };
  expect(planned(events, [subscription("a", { filter }), subscription("b")], facts)).toEqual(["1b", "2a", "2b"]);
});

test("whose order is kept, of an alert its subject, of a list the list; only where it is asked for", () => {
  const events = [
    event(1, { type: "alert.created", ...ALERT }),
    event(2, { type: "watchlist.entry_added", list: "ofac", entries: [], moreEntries: 1 }),
    event(3, { type: "subscription.disabled", subscription: "x" }),
  ];
  const both = [subscription("a", { isOrdered: true, filter: { lists: ["ofac"] } }), subscription("b")];
  const subjects = planDeliveries(events, both, NOTHING).map((one) => [one.subscriptionId, one.subject]);
  expect(subjects).toEqual([
    ["a", "eip155:1:0x1"],
    ["b", undefined],
    ["a", "list:ofac"],
    ["a", undefined],
    ["b", undefined],
  ]);
});

test("however events are cut into steps, the same deliveries are made", () => {
  const events = Array.from({ length: 20 }, (_, i) => event(i + 1, { type: "alert.created", ...ALERT }));
  const all = [subscription("a"), subscription("b", { afterPosition: 7, isOrdered: true })];
  const whole = planDeliveries(events, all, NOTHING);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 19 })), (cuts) => {
      const edges = [0, ...new Set(cuts.toSorted((one, other) => one - other)), events.length];
      const parts = edges.slice(1).map((to, i) => events.slice(edges[i], to));
      expect(parts.flatMap((part) => planDeliveries(part, all, NOTHING))).toEqual(whole);
    }),
  );
});
