import type { Entry } from "@redflag/domain/entry";
import { expect, test } from "vitest";
import { designationText } from "./list-text.ts";

const entry: Entry = {
  address: "0x00000000000000000000000000000000000000aa",
  family: "eip155",
  category: "exchange",
  severity: "LOW",
  authority: "Tag data",
  confidence: 70,
  sharing: "TLP:CLEAR",
};

test("a service is told by its name and where it is registered", () => {
  expect(designationText({ ...entry, entity: "Example", jurisdictions: ["BS", "SC"], reference: "r" })).toBe(
    "LOW exchange Example (registered in BS, SC), by Tag data (r)",
  );
  expect(designationText({ ...entry, category: "bridge" })).toBe("LOW bridge, by Tag data");
});

test("the authority's country is not where a designated party is", () => {
  const designated: Entry = { ...entry, category: "sanctions", severity: "SEVERE", authority: "OFAC" };
  expect(designationText({ ...designated, jurisdictions: ["US"], programme: "SDGT" })).toBe(
    "SEVERE sanctions, by OFAC under SDGT",
  );
});
