import type { Address } from "../address.ts";
import type { Surroundings } from "./community.ts";
import type { GraphInputs } from "./graph-params.ts";
import type { GraphPayment } from "./graph-payment.ts";
import type { GraphWatch } from "./graph-watch.ts";
import { type FlowShape, flowShapeOf } from "./junction.ts";
import { emptyPairMemory, type PairMemory } from "./pair-memory.ts";
import type { PaymentGroup } from "./payment-group.ts";
import { takeOrMake } from "./take-or-make.ts";

/** A group that a payment opened or added to, and what is known of it without any list. */
export interface SeenGroup {
  group: PaymentGroup;
  flow: FlowShape;
  surroundings: Surroundings;
}

/** What looking at one payment gave: plain data, rules by their ids. The groups are the watch's own, which grow on. */
export interface GraphLook {
  groups: SeenGroup[];
  /** Rules that saw their shape while what is usual was not yet known. */
  withheld: string[];
  /** Rules that threw. */
  failures: Array<{ rule: string; error: unknown }>;
}

/**
 * Looks for shapes that a payment completes.
 * @param memories of every address that has any; those observed grow in place
 * @returns undefined of nearly every payment, which gave nothing
 */
export function lookAt(
  inputs: GraphInputs,
  watch: GraphWatch,
  memories: Map<Address, PairMemory>,
  { pair, opening }: GraphPayment,
): GraphLook | undefined {
  const sender = takeOrMake(memories, pair.from, emptyPairMemory);
  const recipient = takeOrMake(memories, pair.to, emptyPairMemory);
  const seen = watch.observe(inputs, sender, recipient, pair, opening);
  if (seen === undefined) return undefined;
  const { groups, withheld, failures } = seen;
  if (groups.size === 0 && withheld.length === 0 && failures.length === 0) return undefined;
  return {
    groups: [...groups].map((group) => ({
      group,
      flow: flowShapeOf(group.edges.values()),
      surroundings: watch.surroundingsOf(group, pair.time),
    })),
    withheld: withheld.map(({ heuristic }) => heuristic.id),
    failures: failures.map(({ rule, error }) => ({ rule: rule.heuristic.id, error })),
  };
}
