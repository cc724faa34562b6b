import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import { type GraphLook, lookAt } from "@redflag/domain/graph/graph-look";
import type { GraphInputs } from "@redflag/domain/graph/graph-params";
import { decodeParts, encodeChanges } from "@redflag/domain/graph/graph-state";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import type { PairMemory } from "@redflag/domain/graph/pair-memory";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import type {
  BeginStretch,
  ForgetLane,
  GraphMessage,
  GraphRules,
  ShowPayments,
  StretchSeen,
} from "./graph-messages.ts";
import { packMemories, unpackMemories } from "./packed-memories.ts";

interface Stretch {
  inputs: GraphInputs;
  watch: GraphWatch;
  addresses: readonly Address[];
  memories: Map<Address, PairMemory>;
  looks: Array<[payment: number, look: GraphLook]>;
  paymentCount: number;
}

/**
 * Looks at stretches of payments, message by message, in whatever thread it stands. Remembers of each lane what its last stretch
 * left: reading it all again costs a second where the window is full.
 */
export class GraphDesk {
  readonly #watches = new Map<string, GraphWatch>();
  readonly #stretches = new Map<string, Stretch>();

  /** @returns what the stretch gave, when it ends */
  take(message: GraphMessage): StretchSeen | undefined {
    switch (message.kind) {
      case "begin":
        this.#begin(message);
        return undefined;
      case "payments":
        this.#look(message);
        return undefined;
      case "end":
        return this.#end(message.lane);
      case "forget":
        this.#forget(message);
        return undefined;
    }
  }

  #begin({ lane, rules, parts, addresses, memories }: BeginStretch): void {
    const watch = parts === "held" ? this.#watches.get(lane) : new GraphWatch(decodeParts(parts));
    assert(watch !== undefined, "what a lane's last stretch left is held");
    // A stretch that came to nothing has left it changed.
    this.#watches.delete(lane);
    this.#stretches.set(lane, {
      inputs: armed(rules),
      watch,
      addresses,
      memories: unpackMemories(addresses, memories),
      looks: [],
      paymentCount: 0,
    });
  }

  #look(payments: ShowPayments): void {
    const stretch = this.#stretchOf(payments.lane);
    const { inputs, watch, addresses, memories, looks } = stretch;
    for (let at = 0; at < payments.from.length; at++) {
      const worth = payments.worth[at] as number;
      const look = lookAt(inputs, watch, memories, {
        pair: {
          blockNumber: payments.blockNumber[at] as number,
          logIndex: payments.logIndex[at] as number,
          from: addresses[payments.from[at] as number] as Address,
          to: addresses[payments.to[at] as number] as Address,
          time: payments.time[at] as number,
          worth: Number.isNaN(worth) ? undefined : worth,
        },
        opening: {
          txHash: payments.txHash[at] as NonNullable<(typeof payments.txHash)[number]>,
          token: payments.token[at] as Address,
          txOrdinal: payments.txOrdinal[at] as number,
        },
      });
      // As it is now: groups grow on.
      if (look !== undefined) looks.push([stretch.paymentCount, structuredClone(look)]);
      stretch.paymentCount++;
    }
  }

  #end(lane: string): StretchSeen {
    const { watch, addresses, memories, looks } = this.#stretchOf(lane);
    this.#stretches.delete(lane);
    this.#watches.set(lane, watch);
    return {
      lane,
      looks,
      memories: packMemories(addresses, memories),
      ...(watch.head.start !== undefined && { changes: encodeChanges(watch.takeChanges()) }),
    };
  }

  #forget({ lane }: ForgetLane): void {
    this.#watches.delete(lane);
    this.#stretches.delete(lane);
  }

  #stretchOf(lane: string): Stretch {
    const stretch = this.#stretches.get(lane);
    assert(stretch !== undefined, "a stretch has begun before its payments come");
    return stretch;
  }
}

function armed({ params, rules }: GraphRules): GraphInputs {
  const each = rules.map(({ id, version, params }) => {
    const heuristic = HEURISTICS.find((known) => known.id === id && known.version === version);
    assert(heuristic?.stage === "graph", "both threads have the same rules");
    return { heuristic, params };
  });
  return { params, rules: each };
}
