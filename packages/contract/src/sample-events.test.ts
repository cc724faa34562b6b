import { demo } from "@redflag/domain/chains/demo";
import { expect, test } from "vitest";
import { EventPayload } from "./event-payload.ts";
import { Hash32 } from "./identifiers.ts";
import { SAMPLE_EVENTS } from "./sample-events.ts";
import { EVENT_TYPES } from "./subscription-filter.ts";

test.each(SAMPLE_EVENTS.map(({ id, payload }) => [payload.type, id, payload] as const))(
  "%s is a valid event",
  (_, id, payload) => {
    expect(Hash32.safeParse(id).success).toBe(true);
    expect(EventPayload.parse(payload)).toEqual(payload);
  },
);

const ALERTS = SAMPLE_EVENTS.flatMap(({ payload }) => ("alert" in payload ? [payload] : []));

test("each kind is there, and a withdrawal of either cause", () => {
  const payloads = SAMPLE_EVENTS.map(({ payload }) => payload);
  expect(new Set(payloads.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
  const withdrawn = ALERTS.filter(({ type }) => type === "alert.withdrawn");
  expect(withdrawn.map(({ rescreen }) => rescreen?.succeededBy.length)).toEqual([undefined, 1]);
});

test("they tell one story: ids are unique, states are counted, and a successor is an alert of the same subject", () => {
  expect(new Set(SAMPLE_EVENTS.map(({ id }) => id)).size).toBe(SAMPLE_EVENTS.length);
  for (const [alert, events] of Map.groupBy(ALERTS, (each) => each.alert)) {
    expect(events[0]?.type).toBe("alert.created");
    expect(events.map(({ stateSeq }) => stateSeq)).toEqual(events.map(({ stateSeq }) => stateSeq).sort());
    for (const successor of events.flatMap(({ rescreen }) => rescreen?.succeededBy ?? [])) {
      expect(successor).not.toBe(alert);
      expect(ALERTS.find((each) => each.alert === successor)?.subject).toBe(events[0]?.subject);
    }
  }
});

test("nothing in them is of a public chain", () => {
  for (const payload of ALERTS) {
    const accounts = [
      payload.subject,
      ...payload.transfers.flatMap((each) => [each.token, each.sender, each.recipient]),
    ];
    expect(payload.chain).toBe(demo.caip2);
    for (const account of accounts) expect(account).toMatch(/^eip155:31337:0x0{37}\d{3}$/);
  }
  const listed = SAMPLE_EVENTS.flatMap(({ payload }) => ("entries" in payload ? payload.entries : []));
  for (const { address } of listed) expect(address).toMatch(/^0x0{37}\d{3}$/);
});
