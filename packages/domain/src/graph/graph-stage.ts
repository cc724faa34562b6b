import type { Address } from "../address.ts";
import { entriesOf, HeuristicFailure } from "../finding.ts";
import { USD } from "../flow-worth.ts";
import { isPayment, isServiceAt } from "../fold-profiles.ts";
import type { Armed, GraphHeuristic, Observation } from "../heuristic.ts";
import type { DepthInputs, DepthOutcome } from "../judge-depth.ts";
import { toMicros } from "../money.ts";
import { listingsOf } from "../near-listing.ts";
import type { GraphInputs } from "./graph-params.ts";
import type { GraphWatch } from "./graph-watch.ts";
import { groupContextReasons } from "./group-context.ts";
import { groupFinding } from "./group-finding.ts";
import { flowShapeOf } from "./junction.ts";
import { emptyPairMemory, type PairMemory } from "./pair-memory.ts";
import { takeOrMake } from "./take-or-make.ts";

const MICROS = 1e6;

/**
 * Looks for shapes among the payments of one stretch, as they come. A payment from or to a known service is not looked at:
 * half of a chain is a neighbour of an exchange.
 */
export class GraphStage {
  readonly #inputs: GraphInputs;
  readonly #watch: GraphWatch;
  readonly #memories: Map<Address, PairMemory>;

  /** @param memories of every address that the payments touch and that has any; those observed grow in place */
  constructor(inputs: GraphInputs, watch: GraphWatch, memories: Map<Address, PairMemory>) {
    this.#inputs = inputs;
    this.#watch = watch;
    this.#memories = memories;
  }

  see(
    observation: Observation,
    { rates, matcher }: Pick<DepthInputs, "rates" | "matcher">,
    outcome: DepthOutcome,
  ): void {
    const { chain, block, transfer, token, sender, recipient } = observation;
    const { blockNumber, logIndex, txHash, txOrdinal } = transfer;
    const { time } = block;
    if (!isPayment(transfer) || isServiceAt(sender, time) || isServiceAt(recipient, time)) return;
    let worth: number | undefined;
    try {
      const micros = rates.convert(toMicros(transfer.amount, token.contract.decimals), token.token.peg, USD, time);
      worth = micros === undefined ? undefined : Number(micros) / MICROS;
    } catch (error) {
      for (const rule of this.#inputs.rules) this.#leaveGap(rule, error, observation, outcome);
      return;
    }
    const payment = { blockNumber, logIndex, from: sender.address, to: recipient.address, time, worth };
    const seen = this.#watch.observe(
      this.#inputs,
      takeOrMake(this.#memories, sender.address, emptyPairMemory),
      takeOrMake(this.#memories, recipient.address, emptyPairMemory),
      payment,
      { txHash, token: transfer.token, txOrdinal },
    );
    if (seen === undefined) return;
    for (const { heuristic } of seen.withheld) outcome.withheld.add(heuristic, "history_short");
    for (const { rule, error } of seen.failures) this.#leaveGap(rule, error, observation, outcome);
    const present = { block, entriesOf: (address: Address) => entriesOf(chain, address, matcher) };
    for (const group of seen.groups) {
      const flow = flowShapeOf(group.edges.values());
      const community = this.#watch.communityOf(group, time, (address) => listingsOf(present, address).length > 0);
      const listings = community.listedNeighbours.flatMap((address) => listingsOf(present, address));
      const besides = groupContextReasons(chain, { flow, community, listings });
      outcome.firings.push(groupFinding(chain, this.#inputs.params, group, observation, besides));
    }
  }

  #leaveGap(
    { heuristic }: Armed<GraphHeuristic>,
    error: unknown,
    observation: Observation,
    { gaps }: DepthOutcome,
  ): void {
    const { id, version } = heuristic;
    const reason = new HeuristicFailure(heuristic, observation, error).message;
    gaps.push({ heuristic: id, heuristicVersion: version, transfer: observation.transfer, reason });
  }
}
