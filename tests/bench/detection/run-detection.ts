import type { Address } from "@redflag/domain/address";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import { emptyPairMemory, type PairMemory } from "@redflag/domain/graph/pair-memory";
import { type PaymentGroup, rankOf } from "@redflag/domain/graph/payment-group";
import { takeOrMake } from "@redflag/domain/graph/take-or-make";
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
  const groupOf = new Map<string, string | undefined>();
  const begun = process.cpuUsage();
  for (const payment of set.payments) {
    if (payment.from === payment.to) continue;
    for (const group of watch.observe(memoryOf(payment.from), memoryOf(payment.to), payment)) found.add(group);
  }
  const { user } = process.cpuUsage(begun);
  for (const payment of set.payments) groupOf.set(nameOf(payment), payment.group);
  const scored = [...found].map(
    (group): Found => ({ rank: rankOf(group), openedAt: group.openedAt, counts: countsOf(group, groupOf) }),
  );
  const score = scoreGroups(scored, groupsOf(set, set), set.payments.length);
  return { set: set.name, payments: set.payments.length, cpuMicrosPerPayment: user / set.payments.length, ...score };
}

/** A pair pays at most once in a second in a labelled set. */
function nameOf({ from, to, time }: { from: Address; to: Address; time: number }): string {
  return `${from}/${to}/${time}`;
}

function countsOf({ edges }: PaymentGroup, groupOf: ReadonlyMap<string, string | undefined>) {
  const counts = new Map<string | undefined, number>();
  for (const edge of edges.values()) {
    const group = groupOf.get(nameOf(edge));
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}
