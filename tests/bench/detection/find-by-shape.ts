import type { Address } from "@redflag/domain/address";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import { flowShapeOf } from "@redflag/domain/graph/junction";
import { emptyPairMemory, type PairMemory } from "@redflag/domain/graph/pair-memory";
import { type PaymentGroup, rankOf } from "@redflag/domain/graph/payment-group";
import { takeOrMake } from "@redflag/domain/graph/take-or-make";
import { scoreFinding } from "@redflag/domain/score";
import type { FoundAlert, PaymentIds } from "./found-alert.ts";
import type { LabelledPayment } from "./labelled-set.ts";
import type { PlayedSet } from "./play-set.ts";
import type { World } from "./world.ts";

/** What shapes among new pairs find, known services left out, as the lane would look through them. */
export function findByShape(
  { blocks, transfers }: PlayedSet,
  { entries }: World,
  ids: PaymentIds,
  byId: ReadonlyMap<string, LabelledPayment>,
): FoundAlert[] {
  const services = new Set(entries.map(({ address }) => address));
  const memories = new Map<Address, PairMemory>();
  const memoryOf = (address: Address) => takeOrMake(memories, address, emptyPairMemory);
  const watch = new GraphWatch();
  const found = new Set<PaymentGroup>();
  const idOf = new Map<string, string>();
  for (const { sender: from, recipient: to, txHash, blockNumber } of transfers) {
    if (services.has(from) || services.has(to)) continue;
    const [id = "", time = 0] = [ids.get(txHash), blocks.get(blockNumber)?.time];
    const payment = { from, to, time, worth: byId.get(id)?.worth };
    // A pair that pays twice in a block is new the first time only.
    takeOrMake(idOf, nameOf(payment), () => id);
    for (const group of watch.observe(memoryOf(from), memoryOf(to), payment)) found.add(group);
  }
  return [...found].map((group, index) => ({
    id: `group ${index}`,
    rules: [...group.sightings.keys()].slice(0, 1),
    subject: group.subject,
    score: scoreFinding("LOW", 100) + Math.round(100 * rankOf(group)),
    openedAt: group.openedAt,
    junctions: flowShapeOf(group.edges.values()).junctions.map(({ address }) => address),
    payments: new Set([...group.edges.values()].map((edge) => idOf.get(nameOf(edge)) as string)),
  }));
}

function nameOf({ from, to, time }: { from: Address; to: Address; time: number }): string {
  return `${from}/${to}/${time}`;
}
