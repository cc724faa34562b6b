import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import type { GraphInputs } from "@redflag/domain/graph/graph-params";
import { type GraphPayment, graphPaymentOf } from "@redflag/domain/graph/graph-payment";
import type { GraphEye } from "@redflag/domain/graph/graph-stage";
import { leaveGaps, tellLook } from "@redflag/domain/graph/tell-look";
import type { Observation } from "@redflag/domain/heuristic";
import type { DepthInputs, Judged } from "@redflag/domain/judge-depth";
import type { StretchSeen } from "./graph-messages.ts";
import type { GraphSeat } from "./graph-seat.ts";
import { PaymentColumns } from "./payment-columns.ts";

/** Payments of one message: enough that a message costs little of what is in it, few enough that the other thread begins soon. */
const PAYMENTS_PER_MESSAGE = 2_048;

/** A payment that is looked at elsewhere, and where in what rules said what it gives has its place. */
interface Shown {
  observation: Observation;
  firingsBefore: number;
  gapsBefore: number;
}

/** Shows the payments of one stretch to whoever looks at them, and puts what they saw where it would stand if it were seen at once. */
export class GraphFeed implements GraphEye {
  readonly #inputs: GraphInputs;
  readonly #seat: GraphSeat;
  readonly #lane: string;
  readonly #numbers = new Map<Address, number>();
  readonly #columns = new PaymentColumns(PAYMENTS_PER_MESSAGE);
  readonly #shown: Shown[] = [];

  constructor(inputs: GraphInputs, seat: GraphSeat, lane: string, addresses: readonly Address[]) {
    this.#inputs = inputs;
    this.#seat = seat;
    this.#lane = lane;
    for (const [number, address] of addresses.entries()) this.#numbers.set(address, number);
  }

  see(observation: Observation, { rates }: Pick<DepthInputs, "rates" | "matcher">, outcome: Judged): void {
    let payment: GraphPayment | undefined;
    try {
      payment = graphPaymentOf(observation, rates);
    } catch (error) {
      leaveGaps(this.#inputs, error, observation, outcome);
    }
    if (payment === undefined) return;
    this.#shown.push({ observation, firingsBefore: outcome.firings.length, gapsBefore: outcome.gaps.length });
    this.#columns.add(this.#numberOf(payment.pair.from), this.#numberOf(payment.pair.to), payment);
    if (this.#columns.isFull) this.#seat.post(this.#columns.take(this.#lane));
  }

  /** After the last payment. */
  async end(matcher: DepthInputs["matcher"], outcome: Judged): Promise<StretchSeen> {
    if (!this.#columns.isEmpty) this.#seat.post(this.#columns.take(this.#lane));
    const seen = await this.#seat.end(this.#lane);
    const [firings, gaps] = [outcome.firings.splice(0), outcome.gaps.splice(0)];
    let [firingsTaken, gapsTaken] = [0, 0];
    for (const [number, look] of seen.looks) {
      const { observation, firingsBefore, gapsBefore } = this.#shown[number] as Shown;
      outcome.firings.push(...firings.slice(firingsTaken, firingsBefore));
      outcome.gaps.push(...gaps.slice(gapsTaken, gapsBefore));
      [firingsTaken, gapsTaken] = [firingsBefore, gapsBefore];
      tellLook(this.#inputs, look, observation, matcher, outcome);
    }
    outcome.firings.push(...firings.slice(firingsTaken));
    outcome.gaps.push(...gaps.slice(gapsTaken));
    return seen;
  }

  #numberOf(address: Address): number {
    const number = this.#numbers.get(address);
    assert(number !== undefined, "a stretch knows its addresses");
    return number;
  }
}
