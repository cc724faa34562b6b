import { describe, expect, it } from "vitest";
import { ZERO_ADDRESS } from "./address.ts";
import { type Entry, isService, LISTED_CATEGORIES, listingAt, SERVICE_CATEGORIES } from "./entry.ts";

const entry: Entry = {
  address: ZERO_ADDRESS,
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Example",
  confidence: 100,
  sharing: "TLP:CLEAR",
};

describe("listingAt", () => {
  it("counts from validFrom, until just before validTo", () => {
    const listed = { ...entry, validFrom: 100, validTo: 200 };
    expect([99, 100, 199, 200].map((time) => listingAt(listed, time))).toEqual([
      "listed_later",
      "in_force",
      "in_force",
      "delisted",
    ]);
  });

  it("takes a missing end as always", () => {
    expect(listingAt(entry, 0)).toBe("in_force");
    expect(listingAt({ ...entry, validFrom: 100 }, 2 ** 40)).toBe("in_force");
    expect(listingAt({ ...entry, validTo: 100 }, 0)).toBe("in_force");
  });
});

describe("isService", () => {
  it("divides the categories", () => {
    for (const category of SERVICE_CATEGORIES) expect(isService({ ...entry, category })).toBe(true);
    for (const category of LISTED_CATEGORIES) expect(isService({ ...entry, category })).toBe(false);
  });
});
