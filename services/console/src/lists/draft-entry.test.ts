import type { ListEntry } from "@redflag/contract/http/list-entry";
import { expect, test } from "vitest";
import { checkDraft, type DraftEntry, draftOf, newDraft } from "./draft-entry.ts";

const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";
const complete: DraftEntry = { ...newDraft(), address: ADDRESS, category: "sanctions", severity: "HIGH" };

test("the least that is an entry", () => {
  expect(checkDraft(newDraft())).toEqual({ faults: {} });
  expect(checkDraft(complete)).toEqual({
    faults: {},
    entry: { address: ADDRESS, category: "sanctions", severity: "HIGH", confidence: 100, sharing: "TLP:RED" },
  });
});

test.each([
  ["address", ADDRESS.replace("E7", "e7"), { said: expect.stringContaining("checksum") }],
  ["address", "nobody", { said: expect.stringContaining("nobody") }],
  ["confidence", "101", "percent"],
  ["confidence", "", "percent"],
  ["documentUrl", "javascript:alert(1)", "url"],
  ["jurisdictions", "US, Seychelles", "countries"],
  ["validFrom", "yesterday", "moment"],
  ["validFrom", "2026-02-30", "moment"],
  ["validFrom", "2026-02-01T10:00", "moment"],
] as const)("%s %j is told, and there is no entry", (field, text, fault) => {
  expect(checkDraft({ ...complete, [field]: text })).toEqual({ faults: { [field]: fault } });
});

test("dates the wrong way round are told, and a day is its first moment in UTC", () => {
  const dated = { ...complete, validFrom: "2026-01-31", validTo: "2026-01-31T02:00:00+02:00" };
  expect(checkDraft(dated).faults).toEqual({ validTo: "order" });
  expect(checkDraft({ ...dated, validTo: "2026-02-01" }).entry).toMatchObject({
    validFrom: "2026-01-31T00:00:00.000Z",
    validTo: "2026-02-01T00:00:00.000Z",
  });
});

test("only a service has a name", () => {
  const draft = { ...complete, entity: "Kumru" };
  expect(checkDraft(draft).entry).not.toHaveProperty("entity");
  expect(checkDraft({ ...draft, category: "exchange" }).entry).toMatchObject({ entity: "Kumru" });
});

test("an entry that is edited without a change is the same entry", () => {
  const entry: ListEntry = {
    id: `0x${"ab".repeat(32)}`,
    venue: "kumru",
    account: "12345678",
    category: "exchange",
    severity: "LOW",
    authority: "Us",
    confidence: 70,
    sharing: "TLP:GREEN",
    programme: "P",
    reference: "R",
    documentUrl: "https://example.com/a",
    entity: "Kumru",
    jurisdictions: ["SC", "US"],
    validFrom: "2026-01-31T00:00:00.000Z",
    validTo: "2026-02-01T10:20:30.000Z",
  };
  const { id: _, ...facts } = entry;
  expect(checkDraft(draftOf(entry))).toEqual({ faults: {}, entry: facts });
});
