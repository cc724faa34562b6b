import assert from "node:assert/strict";
import { armOrThrow } from "@redflag/domain/arm";
import { CLOCK_SKEW_S } from "@redflag/domain/cross-chain/hop-book";
import { type JudgedLegs, judgeLegs } from "@redflag/domain/cross-chain/judge-legs";
import { type KnownLeg, type LegInputs, legName } from "@redflag/domain/cross-chain/leg";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import {
  findClockWithin,
  listArrivals,
  listArrivalsAt,
  listDeparturesOf,
  listLegsNamed,
  updateOutcomes,
} from "@redflag/store/hop-leg";
import { findLane } from "@redflag/store/lane";
import type { InputCache } from "./input-cache.ts";

/** Arrivals that are judged at once; more where they stand at one second. Ours [E]. */
const ARRIVALS_PER_STEP_MAX = 1_000;

export interface JudgedArrivals extends Pick<JudgedLegs, "findings"> {
  arrivals: number;
  /** All arrivals whose clock is before it are judged now. */
  judgedBefore: number;
}

/**
 * Judges the next arrivals of all lanes whose clock is before `before`, with what the epochs in force record for their
 * places, and keeps what it made of them. Writes no alert.
 */
export async function judgeNextArrivals(
  tx: Executor,
  inputs: InputCache,
  { from, before }: { from: number; before: number },
): Promise<JudgedArrivals> {
  const judgedBefore = await findClockWithin(tx, { from, before }, ARRIVALS_PER_STEP_MAX);
  const arrivals = await listArrivals(tx, { from, before: judgedBefore });
  const [first] = arrivals;
  if (first === undefined) return { arrivals: 0, judgedBefore, findings: [] };
  const places = new PlaceInputs(tx, inputs);
  await places.prepare(arrivals);
  const known = await listKnown(tx, arrivals, first.clock - reachS(arrivals, places), judgedBefore);
  await places.prepare(known);
  const { findings, changed } = judgeLegs(arrivals, known, (leg) => places.at(leg));
  await updateOutcomes(tx, changed);
  return { arrivals: arrivals.length, judgedBefore, findings };
}

/** Legs besides these arrivals that can belong to them: what left for them, what brought that, and its whole way. */
async function listKnown(tx: Executor, arrivals: readonly KnownLeg[], from: number, before: number) {
  const keys = new Set(arrivals.map(({ matchKey }) => matchKey));
  const own = await listDeparturesOf(tx, keys, { from, to: before + CLOCK_SKEW_S });
  const brought = await listArrivalsAt(tx, own, { from, before });
  const known = new Map([...own, ...brought].map((leg) => [legName(leg), leg]));
  const judged = new Set(arrivals.map(legName));
  const onWay = new Set(brought.flatMap(({ outcome }) => outcome.path ?? []).filter((name) => !known.has(name)));
  for (const leg of await listLegsNamed(tx, onWay)) known.set(legName(leg), leg);
  return [...known].flatMap(([name, leg]) => (judged.has(name) ? [] : [leg]));
}

/** Seconds before an arrival within which everything lies that can belong to it. */
function reachS(arrivals: readonly KnownLeg[], places: PlaceInputs): number {
  const reaches = arrivals.flatMap((arrival) => {
    const { rule } = places.at(arrival);
    const limits = rule?.heuristic.limits(rule.params);
    return limits === undefined ? [] : [limits.wayWithinS + limits.pairWithinS];
  });
  return Math.max(0, ...new Set(reaches));
}

/** What the epochs in force say about places on any chain. */
class PlaceInputs {
  readonly #tx: Executor;
  readonly #cache: InputCache;
  readonly #epochs = new Map<number, readonly Epoch[]>();
  readonly #inputs = new Map<Epoch, LegInputs>();

  constructor(tx: Executor, cache: InputCache) {
    this.#tx = tx;
    this.#cache = cache;
  }

  async prepare(legs: readonly KnownLeg[]): Promise<void> {
    for (const chainId of new Set(legs.map((leg) => leg.chainId))) {
      if (this.#epochs.has(chainId)) continue;
      const lane = await findLane(this.#tx, chainId);
      assert(lane !== undefined, "a leg was read from a lane");
      this.#epochs.set(chainId, await listEpochs(this.#tx, lane));
    }
    for (const epoch of new Set(legs.map((leg) => this.#epochOf(leg)))) {
      if (this.#inputs.has(epoch)) continue;
      const [rule] = armOrThrow(epoch.inputs).crossChain;
      const matcher = await this.#cache.matcherFor(this.#tx, epoch.inputs);
      this.#inputs.set(epoch, { ...(rule && { rule }), entriesOf: (address) => matcher.find(address) });
    }
  }

  at(leg: KnownLeg): LegInputs {
    const inputs = this.#inputs.get(this.#epochOf(leg));
    assert(inputs !== undefined, "the inputs at a leg's place are prepared");
    return inputs;
  }

  /** Legs from below retention's cut outlive their epochs when the past is screened again: then the first one holds for them. */
  #epochOf({ chainId, blockNumber }: KnownLeg): Epoch {
    const epochs = this.#epochs.get(chainId) ?? [];
    const epoch = epochAt(epochs, blockNumber) ?? epochs[0];
    assert(epoch !== undefined, "every screened block has an epoch");
    return epoch;
  }
}
