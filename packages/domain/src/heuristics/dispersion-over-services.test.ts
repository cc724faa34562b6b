import { expect, it } from "vitest";
import type { ListedEntry } from "../entry.ts";
import { type ExamplePayment, exampleEncounter, exampleParty, exampleService } from "../example-encounter.ts";
import { dispersionOverServices } from "./dispersion-over-services.ts";

const SENDER = exampleParty(0);
const pays = (n: number, atS: number, amount = "500"): ExamplePayment => ({
  from: SENDER,
  to: exampleParty(n),
  amount,
  atS,
});

/** The nth is registered in the nth of these, where there is one. */
function assess(places: readonly string[], story: readonly ExamplePayment[], change: Partial<ListedEntry> = {}) {
  const entries = places.map((place, n) =>
    exampleService(exampleParty(n + 1), {
      entity: `Business ${n}`,
      ...(place !== "" && { jurisdictions: place.split(" ") }),
      ...change,
    }),
  );
  const { params } = dispersionOverServices;
  return dispersionOverServices.assess(exampleEncounter(story, { entries }), params.parse({}));
}

const funded: ExamplePayment = { from: exampleParty(9), to: SENDER, amount: "5000", atS: -3 };
const three = [funded, pays(1, -2), pays(2, -1), pays(3, 0)];

it.each([
  ["TR", "SG", "TH", "fires"],
  ["TR", "TR", "SG", "fires"],
  ["TR", "TR", "TR", "silent"],
  ["TR", "TR", "", "silent"],
  ["TR", "SG TR", "TR US", "silent"],
  ["TR", "SG", "SG TR", "fires"],
] as const)("registered in %s, %s and %s: %s", (a, b, c, outcome) => {
  expect(assess([a, b, c], three).outcome).toBe(outcome);
});

it("asks for 1,000 USD together, exactly", () => {
  const story = (last: string) => [funded, pays(1, -2, "1"), pays(2, -1, "1"), pays(3, 0, last)];
  expect(assess(["TR", "SG", "TH"], story("998")).outcome).toBe("fires");
  expect(assess(["TR", "SG", "TH"], story("997.999999")).outcome).toBe("silent");
});

it("asks that half of it came in within a week, exactly, and not out of a swap", () => {
  const WEEK_S = 7 * 86_400;
  const spread = (...before: ExamplePayment[]) => assess(["TR", "SG", "TH"], [...before, ...three.slice(1)]);
  const gets = (amount: string, atS: number) => ({ ...funded, amount, atS });
  expect(spread(gets("750", -WEEK_S)).outcome).toBe("fires");
  expect(spread(gets("749.999999", -WEEK_S)).outcome).toBe("silent");
  expect(spread(gets("9000", -WEEK_S - 1), gets("749", -60))).toMatchObject({
    outcome: "silent",
    text: expect.stringContaining("749 USD received within 7 days, held against 50 % of it (not at least 750)"),
  });
  const given = { ...pays(9, -60, "1500"), transaction: 1 };
  const got = { ...gets("1500", -60), token: "USDC", transaction: 1 };
  expect(spread(gets("9000", -WEEK_S - 1), given, got)).toMatchObject({
    outcome: "silent",
    exclusions: expect.arrayContaining(["1 inflow left out: legs of swaps"]),
  });
});

it("counts a business once, and does not count one without a name", () => {
  const twice = [funded, pays(1, -3), pays(1, -2), pays(2, 0)];
  expect(assess(["TR", "SG"], twice).outcome).toBe("silent");
  const { entity, ...nameless } = exampleService(exampleParty(3), { entity: "none", jurisdictions: ["TH"] });
  const named = ["TR", "SG"].map((place, n) =>
    exampleService(exampleParty(n + 1), { entity: `Business ${n}`, jurisdictions: [place] }),
  );
  const story = [funded, pays(3, -2), pays(2, -1), pays(1, 0)];
  const encounter = exampleEncounter(story, { entries: [...named, nameless] });
  expect(entity).toBe("none");
  expect(dispersionOverServices.assess(encounter, dispersionOverServices.params.parse({}))).toMatchObject({
    outcome: "silent",
    exclusions: [expect.stringContaining("registered"), expect.stringContaining("1 payment left out")],
  });
});

it("names jurisdictions, never a business, and not those of a list that is not for everybody", () => {
  const open = assess(["TR", "SG", "TH"], three);
  expect(open.text).toContain("registered in SG; registered in TH");
  expect(open.text).not.toContain("Business");
  const closed = assess(["TR", "SG", "TH"], three, { sharing: "TLP:AMBER" });
  expect(closed.outcome).toBe("fires");
  expect(JSON.stringify(closed)).not.toMatch(/SG|TH"|TR/);
});

it("leaves an ended listing out", () => {
  expect(assess(["TR", "SG", "TH"], three, { validTo: 1 }).outcome).toBe("silent");
});

it("tells where the money went, and scores higher where one of the places is noted", () => {
  const entries = ["TR", "SG", "TH"].map((place, n) =>
    exampleService(exampleParty(n + 1), { entity: `Business ${n}`, jurisdictions: [place] }),
  );
  const { params } = dispersionOverServices;
  const [plain, noted] = [[], [{ higherRisk: "TH" }]].map((borders) =>
    dispersionOverServices.assess(exampleEncounter(three, { entries, borders }), params.parse({})),
  );
  if (plain?.outcome !== "fires" || noted?.outcome !== "fires") throw new Error("three were paid");
  expect(noted.score - plain.score).toBe(30);
  expect(plain.besides?.map(({ text }) => text)).toEqual([
    expect.stringContaining("money moved to SG, TH, TR; inferred"),
  ]);
  expect(noted.besides?.[1]?.text).toContain("TH is noted as a higher-risk jurisdiction");
  expect(JSON.stringify(noted)).not.toContain("Business");
});
