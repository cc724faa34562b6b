import { expect, test } from "vitest";
import { ethereum } from "../chains/ethereum.ts";
import { exampleParty, exampleTransfer } from "../example-encounter.ts";
import { who } from "./example-chain.ts";
import { graphParams } from "./graph-params.ts";
import { groupFinding } from "./group-finding.ts";
import type { GroupSighting, PaymentGroup } from "./payment-group.ts";

const params = graphParams.parse({});
const DAY_S = 86_400;
const PAID = { from: who("a"), to: who("b"), worth: 5 };
const payment = exampleTransfer({ from: exampleParty(0), to: exampleParty(1), amount: "5", atS: 0 }, 1);
const { block, transfer } = payment;

function groupOf(ratings: Record<string, number>, days: readonly number[]): PaymentGroup {
  const sightings = Object.entries(ratings).map(([shape, rating]): [string, GroupSighting] => [
    shape,
    { shape, version: 1, layer: "novel", anchor: who("a"), text: "it was seen", rating },
  ]);
  const { txHash, token, txOrdinal } = transfer;
  const edges = days.map((day, n): [number, PaymentGroup["edges"] extends Map<number, infer Edge> ? Edge : never] => [
    n,
    { blockNumber: transfer.blockNumber - day * DAY_S, logIndex: 1, time: block.time - day * DAY_S, ...PAID },
  ]);
  const [shape = ""] = Object.keys(ratings);
  const opened = { shape, version: 1, subject: who("a"), opening: { txHash, token, txOrdinal } };
  const times = { openedAt: block.time, lastTime: block.time, lastAdded: 1 };
  return { number: 0, ...opened, ...times, edges: new Map(edges), sightings: new Map(sightings) };
}

test("a payment of a group names the others in ledger order, without itself and what retention may have dropped", () => {
  const { supporting, opening } = groupFinding(ethereum, params, groupOf({ ring: 4 }, [0, 3, 200, 1]), payment);
  expect(supporting.map(({ blockNumber }) => (transfer.blockNumber - blockNumber) / DAY_S)).toEqual([3, 1]);
  expect(opening).toMatchObject({ txHash: transfer.txHash });
});

test("the shape that opened it comes first, then the rarest; each says how rare it is", () => {
  const { reasons } = groupFinding(ethereum, params, groupOf({ ring: 4, fan: 3, stack: 5.3 }, [0]), payment);
  expect(reasons.map(({ code }) => code)).toEqual(["ring", "stack", "fan"]);
  expect(reasons[1]?.text).toMatch(/^0x\S+: it was seen; about one such shape in 200,000 transfers/);
  expect(reasons.map(({ figures }) => figures?.[0])).toMatchObject([
    { value: "4", threshold: "3.8", met: true },
    { value: "5.3", threshold: "3", met: true },
    { value: "3", threshold: "3", met: true },
  ]);
});

test("never SEVERE, and the rank decides the score, which stays below that of a SEVERE hit", () => {
  const found = [4, 7, 900].map((rating) => groupFinding(ethereum, params, groupOf({ ring: rating }, [0]), payment));
  expect(found.map(({ severity, score }) => [severity, score])).toEqual([
    ["LOW", 180],
    ["MEDIUM", 340],
    ["MEDIUM", 390],
  ]);
});
