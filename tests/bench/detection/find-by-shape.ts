import type { Address } from "@redflag/domain/address";
import { type GraphInputs, graphParams } from "@redflag/domain/graph/graph-params";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import { flowShapeOf } from "@redflag/domain/graph/junction";
import { emptyPairMemory, type PairMemory } from "@redflag/domain/graph/pair-memory";
import { type PaymentGroup, rankOf } from "@redflag/domain/graph/payment-group";
import { takeOrMake } from "@redflag/domain/graph/take-or-make";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { scoreFinding } from "@redflag/domain/score";
import type { FoundAlert, PaymentIds } from "./found-alert.ts";
import type { LabelledPayment } from "./labelled-set.ts";
import type { PlayedSet } from "./play-set.ts";
import type { World } from "./world.ts";

/** All rules of the graph with their defaults. */
const INPUTS: GraphInputs = {
  rules: HEURISTICS.flatMap((heuristic) =>
    heuristic.stage === "graph" ? [{ heuristic, params: heuristic.params.parse({}) }] : [],
  ),
  params: graphParams.parse({}),
};

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
  const idAt = new Map<string, string>();
  for (const { sender: from, recipient: to, txHash, token, txOrdinal, blockNumber, logIndex } of transfers) {
    if (services.has(from) || services.has(to)) continue;
    const [id = "", time = 0] = [ids.get(txHash), blocks.get(blockNumber)?.time];
    idAt.set(placeName({ blockNumber, logIndex }), id);
    const payment = { blockNumber, logIndex, from, to, time, worth: byId.get(id)?.worth };
    const seen = watch.observe(INPUTS, memoryOf(from), memoryOf(to), payment, { txHash, token, txOrdinal });
    for (const group of seen?.groups ?? []) found.add(group);
  }
  return [...found].map((group, index) => {
    const payments = new Set([...group.edges.values()].map((place) => idAt.get(placeName(place)) as string));
    return {
      id: `group ${index}`,
      rules: [group.shape],
      subject: group.subject,
      score: scoreFinding("LOW", 100) + Math.round(100 * rankOf(group)),
      openedAt: group.openedAt,
      junctions: flowShapeOf(group.edges.values()).junctions.map(({ address }) => address),
      payments,
    };
  });
}

function placeName({ blockNumber, logIndex }: { blockNumber: number; logIndex: number }): string {
  return `${blockNumber}/${logIndex}`;
}
