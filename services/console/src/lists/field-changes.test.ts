import type { ListEntry } from "@redflag/contract/http/list-entry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ENTRY_FIELDS, fieldChanges } from "./field-changes.ts";

const entry: ListEntry = {
  ...{ id: `0x${"a".repeat(64)}`, address: "0x52908400098527886E0F7030069857D2E4169EE7", family: "eip155" },
  ...{ category: "sanctions", severity: "HIGH", authority: "Court", confidence: 90, sharing: "TLP:RED" },
};

test("only what differs is told, with both sides", () => {
  const after: ListEntry = { ...entry, severity: "LOW", reference: "ORD-7", jurisdictions: ["DE", "FR"] };
  expect(fieldChanges(entry, after)).toEqual([
    { field: "severity", before: "HIGH", after: "LOW" },
    { field: "reference", before: undefined, after: "ORD-7" },
    { field: "jurisdictions", before: undefined, after: ["DE", "FR"] },
  ]);
  expect(fieldChanges(entry, { ...entry, id: `0x${"b".repeat(64)}` })).toEqual([]);
});

test("each field that another form changes is found, in either direction", () => {
  fc.assert(
    fc.property(fc.subarray([...ENTRY_FIELDS]), (fields) => {
      const after = { ...entry, ...Object.fromEntries(fields.map((field) => [field, "other"])) } as ListEntry;
      expect(fieldChanges(entry, after).map(({ field }) => field)).toEqual(fields);
      expect(fieldChanges(after, entry).map(({ field }) => field)).toEqual(fields);
    }),
  );
});
