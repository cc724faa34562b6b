import type { Address } from "@redflag/domain/address";
import { type GraphInputs, graphParams } from "@redflag/domain/graph/graph-params";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import { emptyPairMemory, type PairMemory } from "@redflag/domain/graph/pair-memory";
import { type PaymentGroup, rankOf } from "@redflag/domain/graph/payment-group";
import { takeOrMake } from "@redflag/domain/graph/take-or-make";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { groupsOf, type LabelledSet, type Labels } from "./labelled-set.ts";
import { type DetectionScore, type Found, scoreGroups } from "./score-groups.ts";

export interface DetectionFigures extends DetectionScore {
  set: string;
  payments: number;
  cpuMicrosPerPayment: number;
}

/** Looks a labelled set through as the lane would, without labels, and scores what was found against them. */
export function runDetection(set: LabelledSet & Labels): DetectionFigures {
  const memories = new Map<Address, PairMemory>();
  const memoryOf = (address: Address) => takeOrMake(memories, address, emptyPairMemory);
  const watch = new GraphWatch();
  const found = new Set<PaymentGroup>();
  const begun = process.cpuUsage();
  for (const [blockNumber, payment] of set.payments.entries()) {
    const { from, to } = payment;
    if (from === to) continue;
    const seen = watch.observe(INPUTS, memoryOf(from), memoryOf(to), { ...payment, blockNumber, logIndex: 0 }, NO_NAME);
    for (const group of seen?.groups ?? []) found.add(group);
  }
  const { user } = process.cpuUsage(begun);
  const scored = [...found].map(
    (group): Found => ({ rank: rankOf(group), openedAt: group.openedAt, counts: countsOf(group, set) }),
  );
  const score = scoreGroups(scored, groupsOf(set, set), set.payments.length);
  return { set: set.name, payments: set.payments.length, cpuMicrosPerPayment: user / set.payments.length, ...score };
}

/** All graph rules with their defaults. */
const INPUTS: GraphInputs = {
  rules: HEURISTICS.flatMap((heuristic) =>
    heuristic.stage === "graph" ? [{ heuristic, params: heuristic.params.parse({}) }] : [],
  ),
  params: graphParams.parse({}),
};

/** Payments of a set have no transaction. */
const NO_NAME = { txHash: "0x", token: "0x", txOrdinal: 0 } as const;

function countsOf({ edges }: PaymentGroup, { payments }: LabelledSet) {
  const counts = new Map<string | undefined, number>();
  for (const { blockNumber } of edges.values()) {
    const group = payments[blockNumber]?.group;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
