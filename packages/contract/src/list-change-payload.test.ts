import fc from "fast-check";
import { expect, test } from "vitest";
import { EVENT_BYTES_MAX, EVENT_JURISDICTIONS_MAX } from "./event-fields.ts";
import { EVENT_ENTRIES_MAX, ListChangePayload, type ListedInEvent, listChangePayloads } from "./list-change-payload.ts";
import { webhookBody } from "./webhook-body.ts";

/** From the shortest to the longest, in characters of one to six bytes as they are sent. */
const words = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
  fc.constantFrom("\u0001".repeat(200), "語".repeat(200), "😀".repeat(100), "x"),
);

const entry = fc.record(
  {
    entry: fc.nat(255).map((byte) => `0x${byte.toString(16).padStart(64, "0")}`),
    family: fc.constantFrom("eip155" as const, "tron" as const),
    address: fc.constantFrom("x", "T".repeat(64)),
    category: fc.constantFrom("sanctions" as const, "terrorist_financing" as const),
    severity: fc.constantFrom("LOW" as const, "SEVERE" as const),
    authority: words.map(cut),
    programme: words.map(cut),
    jurisdictions: fc.constantFrom(["TR"], Array(EVENT_JURISDICTIONS_MAX).fill("ZZ")),
  },
  { requiredKeys: ["entry", "family", "address", "category", "severity", "authority"] },
);

function cut(text: string): string {
  return text.slice(0, 200);
}

const change = fc.record({
  type: fc.constantFrom("watchlist.entry_added" as const, "watchlist.entry_removed" as const),
  list: fc.constantFrom("l", "l".repeat(64)),
  version: fc.constantFrom(1, Number.MAX_SAFE_INTEGER),
  moreEntries: fc.constantFrom(0, Number.MAX_SAFE_INTEGER),
});

test("whatever is told, each event is legal, small as it is sent, and together they name every entry once, in order", () => {
  fc.assert(
    fc.property(change, fc.array(entry, { minLength: 1, maxLength: 250, size: "max" }), (about, entries) => {
      const payloads = listChangePayloads(about, entries);
      expect(payloads.flatMap((payload) => payload.entries)).toEqual(entries);
      for (const [index, payload] of payloads.entries()) {
        expect(ListChangePayload.parse(payload)).toEqual(payload);
        expect(payload).toMatchObject({ ...about, part: index + 1, parts: payloads.length });
        expect(Buffer.byteLength(webhookBody({ payload, releasedAt: new Date() }))).toBeLessThan(EVENT_BYTES_MAX);
      }
    }),
    { numRuns: 100, seed: 9 },
  );
});

test("no event is begun while the last one has room", () => {
  fc.assert(
    fc.property(change, fc.array(entry, { minLength: 1, maxLength: 120, size: "max" }), (about, entries) => {
      const payloads = listChangePayloads(about, entries);
      for (const [index, payload] of payloads.entries()) {
        const first = payloads[index + 1]?.entries[0];
        if (first === undefined || payload.entries.length === EVENT_ENTRIES_MAX) continue;
        const numbers = { part: Number.MAX_SAFE_INTEGER, parts: Number.MAX_SAFE_INTEGER };
        const fuller = { ...payload, ...numbers, entries: [...payload.entries, first] };
        expect(ListChangePayload.safeParse(fuller).success).toBe(false);
      }
    }),
    { numRuns: 50, seed: 9 },
  );
});

const LISTED: ListedInEvent = {
  entry: `0x${"a1".repeat(32)}`,
  family: "eip155",
  address: "0x0000000000000000000000000000000000000001",
  category: "sanctions",
  severity: "HIGH",
  authority: "OFAC",
};
const CHANGE = { type: "watchlist.entry_added", list: "orders", version: 2, moreEntries: 0 } as const;

test("of short entries a hundred go into one event", () => {
  const payloads = listChangePayloads(CHANGE, Array(250).fill({ ...LISTED, authority: "x" }));
  expect(Math.max(...payloads.map(({ entries }) => entries.length))).toBeLessThanOrEqual(EVENT_ENTRIES_MAX);
  expect(listChangePayloads(CHANGE, [])).toEqual([]);
});

test.each([
  { entries: [] },
  { entries: Array(EVENT_ENTRIES_MAX + 1).fill(LISTED) },
  { part: 0 },
  { part: 3, parts: 2 },
  { moreEntries: -1 },
  { entries: [{ ...LISTED, name: "somebody" }] },
])("it is no event with %j", (over) => {
  expect(ListChangePayload.safeParse({ ...CHANGE, part: 1, parts: 1, entries: [LISTED], ...over }).success).toBe(false);
});
