import type { ListEntry } from "@redflag/contract/http/list-entry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedFields, ENTRY_FIELDS } from "./changed-fields.ts";

const entry: ListEntry = {
  id: `0x${"ab".repeat(32)}`,
  address: "0x52908400098527886E0F7030069857D2E4169EE7",
  category: "sanctions",
  severity: "HIGH",
  authority: "Court",
  confidence: 100,
  sharing: "TLP:RED",
  jurisdictions: ["SC", "US"],
};

test("both sides tell the same fields: what is new, gone or other", () => {
  const { jurisdictions: _, ...rest } = entry;
  const other: ListEntry = { ...rest, severity: "SEVERE", reference: "ord-7", confidence: 100 };
  const changed = new Set(["severity", "reference", "jurisdictions"]);
  expect(changedFields(entry, other)).toEqual(changed);
  expect(changedFields(other, entry)).toEqual(changed);
});

test("nothing differs from itself, or from nothing", () => {
  expect(changedFields(entry, { ...entry, id: `0x${"cd".repeat(32)}`, jurisdictions: ["SC", "US"] }).size).toBe(0);
  expect(changedFields(entry, undefined).size).toBe(0);
});

test("each field that another form changes is found in the reader's order, from either side", () => {
  fc.assert(
    fc.property(fc.subarray([...ENTRY_FIELDS]), (fields) => {
      const other = { ...entry, ...Object.fromEntries(fields.map((field) => [field, "other"])) } as ListEntry;
      expect([...changedFields(entry, other)]).toEqual(fields);
      expect([...changedFields(other, entry)]).toEqual(fields);
    }),
  );
});
