import fc from "fast-check";
import { expect, test } from "vitest";
import { AUDIENCES, type Ground, type Grounded, mayKnow, sharingsKnownTo, tellable } from "./audience.ts";
import { SHARINGS } from "./entry.ts";

const sharing = fc.constantFrom(...SHARINGS);
const entry = fc.record({ sharing });
const ground: fc.Arbitrary<Ground> = fc.oneof(
  fc.record({ kind: fc.constant("entry" as const), entry }),
  fc.record({ kind: fc.constant("chain" as const) }),
  fc.record({ kind: fc.constant("inference" as const), walletEntries: fc.array(entry, { maxLength: 3 }) }),
  fc.record({ kind: fc.constantFrom("private_watch" as const, "enrichment" as const) }),
);
const statements = fc.array(fc.record({ grounds: fc.array(ground, { maxLength: 4 }), name: fc.nat() }));

/** Whether it would still stand if there were nothing but what exchanges may know of. */
function standsWithoutInternal({ grounds }: Grounded): boolean {
  return (
    grounds.length > 0 &&
    grounds.every((one) => {
      if (one.kind === "private_watch" || one.kind === "enrichment") return false;
      if (one.kind === "chain") return true;
      const entries = one.kind === "entry" ? [one.entry] : one.walletEntries;
      return entries.some(({ sharing: mark }) => mark === "TLP:GREEN" || mark === "TLP:CLEAR");
    })
  );
}

test.each([
  ["staff", ["TLP:RED", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]],
  ["exchange", ["TLP:GREEN", "TLP:CLEAR"]],
] as const)("%s know of %j", (audience, known) => {
  expect(sharingsKnownTo(audience)).toEqual(known);
  for (const mark of SHARINGS) expect(mayKnow(audience, { sharing: mark })).toBe(known.some((one) => one === mark));
});

test("what an exchange is told is what could be said if nothing internal were there, in its order", () => {
  fc.assert(
    fc.property(statements, (all) => {
      expect(tellable("exchange", all)).toEqual(all.filter(standsWithoutInternal));
    }),
  );
});

test("one more internal entry, watch or statement changes nothing of it", () => {
  const internal = fc.constantFrom<Ground>(
    { kind: "entry", entry: { sharing: "TLP:RED" } },
    { kind: "entry", entry: { sharing: "TLP:AMBER" } },
    { kind: "private_watch" },
    { kind: "enrichment" },
    { kind: "inference", walletEntries: [{ sharing: "TLP:AMBER" }] },
  );
  fc.assert(
    fc.property(statements, fc.array(ground), internal, fc.nat(), (all, others, hidden, place) => {
      const at = place % (all.length + 1);
      const more = [...all.slice(0, at), { grounds: [...others, hidden], name: -1 }, ...all.slice(at)];
      expect(tellable("exchange", more)).toEqual(tellable("exchange", all));
    }),
  );
});

test("staff are told whatever an exchange is told; a private watch is told to neither, nor what rests on nothing", () => {
  fc.assert(
    fc.property(statements, (all) => {
      const staff = tellable("staff", all);
      for (const statement of tellable("exchange", all)) expect(staff).toContain(statement);
    }),
  );
  for (const audience of AUDIENCES) {
    expect(tellable(audience, [{ grounds: [] }, { grounds: [{ kind: "chain" }, { kind: "private_watch" }] }])).toEqual(
      [],
    );
  }
});
