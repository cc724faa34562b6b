import type { Address } from "@redflag/domain/address";
import { alertId } from "@redflag/domain/alert";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { blockMissing } from "@redflag/domain/finding";
import { type GraphInputs, graphParams } from "@redflag/domain/graph/graph-params";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import { groupFinding } from "@redflag/domain/graph/group-finding";
import { flowShapeOf } from "@redflag/domain/graph/junction";
import { emptyPairMemory, type PairMemory } from "@redflag/domain/graph/pair-memory";
import type { PaymentGroup } from "@redflag/domain/graph/payment-group";
import { takeOrMake } from "@redflag/domain/graph/take-or-make";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import type { Hash } from "@redflag/domain/hex";
import type { Firing } from "@redflag/domain/judge-depth";
import { alertsOf } from "./alerts-of.ts";
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
  played: PlayedSet,
  { entries }: World,
  ids: PaymentIds,
  byId: ReadonlyMap<string, LabelledPayment>,
): FoundAlert[] {
  const services = new Set(entries.map(({ address }) => address));
  const memories = new Map<Address, PairMemory>();
  const memoryOf = (address: Address) => takeOrMake(memories, address, emptyPairMemory);
  const watch = new GraphWatch();
  const firings: Firing[] = [];
  const groups = new Map<Hash, PaymentGroup>();
  for (const transfer of played.transfers) {
    const { sender: from, recipient: to, txHash, token, txOrdinal, blockNumber, logIndex } = transfer;
    if (services.has(from) || services.has(to)) continue;
    const block = played.blocks.get(blockNumber);
    if (block === undefined) throw blockMissing(transfer);
    const worth = byId.get(ids.get(txHash) ?? "")?.worth;
    const payment = { blockNumber, logIndex, from, to, time: block.time, worth };
    const seen = watch.observe(INPUTS, memoryOf(from), memoryOf(to), payment, { txHash, token, txOrdinal });
    for (const group of seen?.groups ?? []) {
      const firing = groupFinding(ethereum, INPUTS.params, group, { block, transfer });
      firings.push(firing);
      groups.set(alertId(ethereum.caip2, firing), group);
    }
  }
  return alertsOf(played, firings, ids).map(({ alert, found }) => {
    const edges = groups.get(alert.id)?.edges.values() ?? [];
    return { ...found, junctions: flowShapeOf(edges).junctions.map(({ address }) => address) };
  });
}
