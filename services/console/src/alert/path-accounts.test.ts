import { expect, test } from "vitest";
import { pathAccounts } from "./path-accounts.ts";

const [chain, subject] = ["eip155:1", "eip155:1:0xS"];
const entry = { list: "l", listVersion: 1, entryId: "0x", severity: "HIGH", confidence: 100 };

function exposure(amount: string, payers: string[]) {
  const path = payers.map((payer) => ({ payer, time: 1, blockNumber: 1, logIndex: 0, amount }));
  return { origin: payers[0] ?? "", entry, hops: payers.length, since: 1, amount, path };
}

test("the way of the most money runs from the listed address to the subject", () => {
  const exposures = [exposure("9", ["0xA"]), exposure("10", ["0xB", "0xC"])];
  const exposurePaths = { asOfBlock: 1, purses: [{ peg: "USD", balance: "19", other: "0", exposures }] };
  expect(pathAccounts({ exposurePaths, chain, subject })).toEqual(["eip155:1:0xB", "eip155:1:0xC", subject]);
  expect(exposures.map(({ amount }) => amount)).toEqual(["9", "10"]);
});

test("without exposure there is no way to mark", () => {
  expect(pathAccounts({ chain, subject })).toEqual([]);
});
