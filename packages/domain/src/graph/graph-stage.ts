import type { Address } from "../address.ts";
import type { Observation } from "../heuristic.ts";
import type { DepthInputs, Judged } from "../judge-depth.ts";
import { lookAt } from "./graph-look.ts";
import type { GraphInputs } from "./graph-params.ts";
import { type GraphPayment, graphPaymentOf } from "./graph-payment.ts";
import type { GraphWatch } from "./graph-watch.ts";
import type { PairMemory } from "./pair-memory.ts";
import { leaveGaps, tellLook } from "./tell-look.ts";

/** Whoever is shown the payments of a stretch as they come, and says what shapes they complete, then or later. */
export interface GraphEye {
  see(observation: Observation, inputs: Pick<DepthInputs, "rates" | "matcher">, outcome: Judged): void;
}

/** Looks for shapes among the payments of one stretch at once, in the thread that folds them. */
export class GraphStage implements GraphEye {
  readonly #inputs: GraphInputs;
  readonly #watch: GraphWatch;
  readonly #memories: Map<Address, PairMemory>;

  /** @param memories of every address that the payments touch and that has any; those observed grow in place */
  constructor(inputs: GraphInputs, watch: GraphWatch, memories: Map<Address, PairMemory>) {
    this.#inputs = inputs;
    this.#watch = watch;
    this.#memories = memories;
  }

  see(observation: Observation, { rates, matcher }: Pick<DepthInputs, "rates" | "matcher">, outcome: Judged): void {
    let payment: GraphPayment | undefined;
    try {
      payment = graphPaymentOf(observation, rates);
    } catch (error) {
      leaveGaps(this.#inputs, error, observation, outcome);
    }
    const look = payment && lookAt(this.#inputs, this.#watch, this.#memories, payment);
    if (look !== undefined) tellLook(this.#inputs, look, observation, matcher, outcome);
  }
}
