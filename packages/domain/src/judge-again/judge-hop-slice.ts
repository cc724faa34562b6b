import { armOrThrow } from "../arm.ts";
import { judgeLegs } from "../cross-chain/judge-legs.ts";
import { inClockOrder, type KnownLeg, type LegInputs } from "../cross-chain/leg.ts";
import { type Epoch, epochAt } from "../epoch.ts";
import type { Finding } from "../finding.ts";
import type { HopSlice } from "./judged-slice.ts";
import { matcherAt } from "./slice-inputs.ts";

/** Joins the legs anew, as if nothing had been made of them, and judges each arrival with the inputs of its place. */
export function judgeHopSlice(slice: HopSlice): Finding[] {
  const legs = slice.legs.map((leg): KnownLeg => ({ ...leg, outcome: {} })).sort(inClockOrder);
  const [arrivals, departures] = [legs.filter(isArrival), legs.filter((leg) => !isArrival(leg))];
  const made = new Map<Epoch, LegInputs>();
  const inputsOf = ({ chainId, blockNumber }: KnownLeg): LegInputs => {
    const epochs = slice.epochs.find((of) => of.chainId === chainId)?.epochs ?? [];
    // Legs from below retention's cut outlive their epochs: then the first one holds for them, as in the lane.
    const epoch = epochAt(epochs, blockNumber) ?? epochs[0];
    if (epoch === undefined) throw new Error(`no epoch of the slice holds on chain ${chainId} at block ${blockNumber}`);
    const inputs = made.get(epoch) ?? legInputs(slice, epoch);
    made.set(epoch, inputs);
    return inputs;
  };
  return judgeLegs(arrivals, departures, inputsOf).findings.flatMap(({ chain, finding }) =>
    chain === slice.chain && finding.heuristic === slice.heuristic && finding.subject === slice.subject
      ? [finding]
      : [],
  );
}

function isArrival({ direction }: KnownLeg): boolean {
  return direction === "arrival";
}

function legInputs(slice: HopSlice, { inputs }: Epoch): LegInputs {
  const [rule] = armOrThrow(inputs).crossChain;
  const matcher = matcherAt(slice.entries, inputs);
  return { ...(rule && { rule }), entriesOf: (address) => matcher.find(address) };
}
