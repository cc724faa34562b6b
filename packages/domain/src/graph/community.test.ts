import { expect, test } from "vitest";
import { communityOf, surroundingsOf } from "./community.ts";
import { ExampleChain, who } from "./example-chain.ts";
import type { NovelEdge } from "./novel-edge.ts";

const TIME = 1_767_225_600 + 70 * 86_400;

/** Five in a row, who pay one exit; the last pays somebody else besides. */
function scene(elsewhere: number) {
  const chain = new ExampleChain();
  const names = ["m1", "m2", "m3", "m4", "m5"];
  const edges = names.slice(1).map((to, i) => chain.pay(61 + i, names[i] as string, to, 500) as NovelEdge);
  chain.pay(66, "m2", "x", 600);
  chain.pay(66, "m5", "x", 300);
  for (const to of ["other", "third"]) chain.pay(67, "m5", to, elsewhere);
  return { chain, edges };
}
const isListed = (name: string) => (address: string) => address === who(name);

test("what stays among the members or goes to one exit, beside a listed address", () => {
  const { chain, edges } = scene(100);
  expect(communityOf(surroundingsOf(edges, chain.window, TIME), isListed("x"))).toEqual({
    members: 5,
    internalPercent: 64,
    exitPercent: 29,
    keptPercent: 93,
    exit: who("x"),
    listedNeighbours: [who("x")],
    isCommunity: true,
  });
});

test.each([
  ["most of it goes elsewhere", 2_000, "x", {}],
  ["nobody beside it is listed", 100, "nobody", {}],
  ["four are no community", 100, "x", { count: 2 }],
])("none where %s", (_, elsewhere, listed, { count }: { count?: number }) => {
  const { chain, edges } = scene(elsewhere);
  expect(communityOf(surroundingsOf(edges.slice(0, count), chain.window, TIME), isListed(listed)).isCommunity).toBe(
    false,
  );
});

test("a listed member counts, and what is older than a month does not", () => {
  const { chain, edges } = scene(100);
  expect(communityOf(surroundingsOf(edges, chain.window, TIME), isListed("m3")).listedNeighbours).toEqual([who("m3")]);
  const later = communityOf(surroundingsOf(edges, chain.window, TIME + 40 * 86_400), isListed("x"));
  expect(later).toMatchObject({ internalPercent: 0, listedNeighbours: [], isCommunity: false });
});
