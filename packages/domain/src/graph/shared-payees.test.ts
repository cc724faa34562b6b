import { expect, test } from "vitest";
import { ExampleChain } from "./example-chain.ts";
import { EDGES_OF_ADDRESS_MAX } from "./pair-links.ts";
import { mayShare } from "./shared-payees.ts";

const DAY_S = 86_400;

/** Whether a rival of `a` may share so many of its payees, since so many days before its last payment. */
function rivalsMayShare(chain: ExampleChain, last: string, countMin: number, days: number): boolean {
  const edge = chain.pay(70, "a", last);
  if (edge === undefined) throw new Error("the pair is not new");
  const { links } = chain.window;
  const [payer, paid] = [links.payerOf(edge), links.payeeOf(edge)];
  const since = chain.window.oldestWithin(days * DAY_S);
  return mayShare(chain.window, { paid, except: payer, of: payer, side: "outs", countMin, since });
}

function twoWhoPay(countOfRival: number): ExampleChain {
  const chain = new ExampleChain();
  for (const to of ["x", "y"]) chain.pay(61, "a", to);
  for (const to of ["x", "y", "z"].slice(-countOfRival)) chain.pay(65, "rival", to);
  return chain;
}

test("says yes where another paid as many of the same, and no where it paid fewer", () => {
  expect(rivalsMayShare(twoWhoPay(3), "z", 3, 14)).toBe(true);
  expect(rivalsMayShare(twoWhoPay(2), "z", 3, 14)).toBe(false);
});

test("what was paid before is not counted, nor what one shares with itself", () => {
  expect(rivalsMayShare(twoWhoPay(3), "z", 3, 4)).toBe(false);
  expect(rivalsMayShare(twoWhoPay(3), "nobody else's", 1, 14)).toBe(false);
});

test.each([
  { countMin: 3, mayShare: true },
  { countMin: 4, mayShare: false },
])("counts $countMin where the other's own payments no longer tell: $mayShare", ({ countMin, mayShare: expected }) => {
  const chain = twoWhoPay(3);
  // Of its payments to x, y and z none is kept on its own side.
  for (let n = 0; n < EDGES_OF_ADDRESS_MAX; n++) chain.pay(66 + n / 100, "rival", `other${n}`);
  chain.pay(69, "rival", "w");
  expect(rivalsMayShare(chain, "w", countMin, 14)).toBe(expected);
});
