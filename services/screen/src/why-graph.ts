import { alertId } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { isPayment, isServiceAt } from "@redflag/domain/fold-profiles";
import type { GraphInputs } from "@redflag/domain/graph/graph-params";
import { decodeParts } from "@redflag/domain/graph/graph-state";
import type { GraphParts } from "@redflag/domain/graph/graph-watch";
import type { Observation } from "@redflag/domain/heuristic";
import type { Hash } from "@redflag/domain/hex";
import type { GraphVerdict } from "@redflag/domain/why";
import type { Executor } from "@redflag/store/database";
import { listGraphParts } from "@redflag/store/graph-state";
import type { Lane } from "@redflag/store/lane";
import { listScreeningGaps } from "@redflag/store/screening-gap";

const GAPS_MAX = 1_000;
const DAY_S = 86_400;

/** @param graph of the epoch @returns undefined where the epoch seeks no shapes */
export async function explainGraph(
  db: Executor,
  lane: Lane,
  graph: GraphInputs | undefined,
  observation: Observation,
): Promise<GraphVerdict | undefined> {
  if (graph === undefined) return undefined;
  const { chain, block, transfer, sender, recipient } = observation;
  const say = (outcome: GraphVerdict["outcome"], text: string, alerts: readonly Hash[] = []) => ({
    outcome,
    text,
    alerts,
  });
  if (block.number > lane.checkpointPosition) {
    return say("pending", `shapes are sought among final payments, up to block ${lane.checkpointPosition} so far`);
  }
  if (!isPayment(transfer)) return say("left_out", "nobody paid anybody");
  if (isServiceAt(sender, block.time) || isServiceAt(recipient, block.time)) {
    return say("left_out", "one side is a known service: every path would lead through it");
  }
  const failed = await failedRules(db, chain, graph, observation);
  if (failed !== undefined) return say("gap", failed);
  const state = decodeParts(await listGraphParts(db, chain.id, "graph_state"));
  const alerts = alertsHolding(chain, state, observation);
  if (alerts.length > 0) return say("grouped", "it is one of the payments of a group", alerts);
  const edge = state.edges.find(({ blockNumber, logIndex }) => isAt(transfer, blockNumber, logIndex));
  if (edge !== undefined) {
    const pair = edge.isStranger
      ? "the two had not paid each other before and had no counterparty in common"
      : "the one had not paid the other before";
    return say("no_group", `${pair}; no open group of payments holds it. ${ratingText(state, graph, block.time)}`);
  }
  const [oldest] = state.edges;
  if (oldest !== undefined && oldest.time < block.time) {
    return say("known_pair", "the one had paid the other before: shapes are sought among new pairs only");
  }
  return say("forgotten", "whether the pair was new is no longer remembered; what was found stands in the alerts");
}

async function failedRules(
  db: Executor,
  chain: Chain,
  { rules }: GraphInputs,
  { transfer: { blockNumber, logIndex } }: Observation,
): Promise<string | undefined> {
  const gaps = await listScreeningGaps(db, chain.id, { limit: GAPS_MAX, blockNumber });
  const own = gaps.filter(
    (gap) => gap.logIndex === logIndex && rules.some(({ heuristic }) => heuristic.id === gap.heuristic),
  );
  return own.length === 0 ? undefined : own.map(({ reason }) => reason).join("; ");
}

function alertsHolding(chain: Chain, { groups }: GraphParts, { transfer }: Observation): Hash[] {
  return groups
    .filter(({ edges }) => [...edges.values()].some((edge) => isAt(transfer, edge.blockNumber, edge.logIndex)))
    .map(({ shape, subject, opening }) => alertId(chain.caip2, { heuristic: shape, subject, transfer: opening }));
}

function isAt(place: { blockNumber: number; logIndex: number }, blockNumber: number, logIndex: number): boolean {
  return place.blockNumber === blockNumber && place.logIndex === logIndex;
}

function ratingText({ head }: GraphParts, { params }: GraphInputs, time: number): string {
  const { warmUpDays, openingHundredths } = params;
  if (head?.start !== undefined && time < head.start + warmUpDays * DAY_S) {
    return `Nothing is said in the first ${warmUpDays} days, in which it is learnt what is usual`;
  }
  return `No shape that it completed was rated ${openingHundredths / 100} or more, which opens one, unless an alert below holds it`;
}
