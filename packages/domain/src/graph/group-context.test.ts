import { expect, test } from "vitest";
import { findAccusingWords } from "../accusing-words.samples.ts";
import type { Address } from "../address.ts";
import { ethereum } from "../chains/ethereum.ts";
import type { ListedEntry } from "../entry.ts";
import { exampleService } from "../example-encounter.ts";
import { sampleExplanation, sampleFirings } from "../explanation.samples.ts";
import { structuring } from "../heuristics/structuring.ts";
import { communityOf, surroundingsOf } from "./community.ts";
import { ExampleChain, who } from "./example-chain.ts";
import { GROUP_CONTEXT_EXAMPLES, type GroupContextExample } from "./group-context.examples.ts";
import { groupContextReasons } from "./group-context.ts";
import { flowShapeOf } from "./junction.ts";

function reasonsOf({ payments, listed }: GroupContextExample) {
  const chain = new ExampleChain();
  const edges = payments.flatMap(({ day, from, to, worth }) => chain.pay(day, from, to, worth) ?? []);
  const entries = listed.map(
    (name): ListedEntry => ({ ...exampleService(who(name)), category: "terrorist_financing" }),
  );
  const isListed = (address: Address) => entries.some((entry) => entry.address === address);
  const community = communityOf(surroundingsOf(edges, chain.window, edges.at(-1)?.time ?? 0), isListed);
  return groupContextReasons(ethereum, { flow: flowShapeOf(edges), community, listings: entries });
}

function exampleOf(code: string, outcome: string): GroupContextExample {
  const found = GROUP_CONTEXT_EXAMPLES.find((example) => example.code === code && example.outcome === outcome);
  if (found === undefined) throw new Error("there is such an example");
  return found;
}

test.each(GROUP_CONTEXT_EXAMPLES)("$code: $title", (example) => {
  const reasons = reasonsOf(example);
  expect(reasons.some(({ code }) => code === example.code)).toBe(example.outcome === "told");
  for (const { text } of reasons) expect(findAccusingWords(text), text).toEqual([]);
});

test("none of its figures is taken for what the alert stands on", () => {
  const [finding] = sampleFirings(structuring);
  if (finding === undefined) throw new Error("the rule fires on an example");
  const reasons = [...finding.reasons, ...reasonsOf(exampleOf("community", "told"))];
  const { smallestChange, figures } = sampleExplanation({ ...finding, reasons });
  expect(smallestChange).toBe(sampleExplanation(finding).smallestChange);
  expect(figures.some(({ name }) => name === "listed, or members that are")).toBe(true);
});

test("a junction is told with what stops without it, and of nobody what they know", () => {
  const [junction] = reasonsOf(exampleOf("junction", "told"));
  expect(junction?.text).toMatch(
    /^0x\S+: 100 % of what goes through the group's payments stops without this address, .*; nothing is said of what it knows$/,
  );
  expect(junction?.figures).toMatchObject([
    { value: "100", comparison: "at_least", threshold: "50", unit: "%", met: true },
  ]);
});

test("who is named for carrying most of it together with others is told with these figures", () => {
  const chain = new ExampleChain();
  const between = ["x", "y", "z"];
  const edges = between.flatMap((name, n) => [chain.pay(61 + n, "p", name, 300), chain.pay(61.5 + n, name, "q", 300)]);
  const flow = flowShapeOf(edges.flatMap((edge) => edge ?? []));
  const community = communityOf(surroundingsOf([], chain.window, 0), () => false);
  const reasons = groupContextReasons(ethereum, { flow, community, listings: [] });
  expect(reasons).toHaveLength(3);
  expect(reasons[0]?.figures).toMatchObject([
    { value: "100", threshold: "50", met: true },
    { value: "33", threshold: "25", met: true },
  ]);
});

test("a community is told with its exit, and each listing it stands beside by itself", () => {
  const [community, listing] = reasonsOf(exampleOf("community", "told")).filter(({ code }) => code !== "junction");
  expect(community?.text).toMatch(/^the group's 6 addresses keep 100 % .* and stand beside 1 listed neighbour$/);
  expect(community?.figures?.every(({ met }) => met)).toBe(true);
  expect(listing).toMatchObject({ code: "listed_nearby", entry: { category: "terrorist_financing" } });
});
