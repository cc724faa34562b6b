import type { Address } from "./address.ts";
import type { ValuedFlow } from "./address-flow.ts";
import type { Chain } from "./chain.ts";
import { lookAlikes } from "./look-alike.ts";
import { toMicros } from "./money.ts";
import { DUST_MICROS } from "./profile.ts";
import { findToken } from "./token-registry.ts";

/** What was left out as poisoning. */
export interface DustCount {
  counterparties: number;
  transfers: number;
}

/**
 * Takes out what is sent to be mistaken for somebody else in a list of payments: transfers of nothing, which anybody can make in
 * anybody's name, and dust from an address that looks like one of the same address' real counterparties. Dust from anybody
 * else stays: small payers may be the very thing that is looked for.
 */
export function withoutPoisonDust(
  chain: Chain,
  flows: readonly ValuedFlow[],
): { kept: ValuedFlow[]; dust: ValuedFlow[] } {
  const kept: ValuedFlow[] = [];
  const dust: ValuedFlow[] = [];
  for (const own of Map.groupBy(flows, ({ address }) => address).values()) {
    const isSmall = (flow: ValuedFlow) => flow.direction === "in" && largestMicros(chain, flow) < DUST_MICROS;
    const real = new Set(own.filter((flow) => !isSmall(flow) && flow.amount > 0n).map((flow) => flow.counterparty));
    const senders = new Set(own.filter(isSmall).map(({ counterparty }) => counterparty));
    const poison = new Set<Address>(lookAlikes([...senders], real, chain.family));
    for (const flow of own) {
      (flow.amount === 0n || (isSmall(flow) && poison.has(flow.counterparty)) ? dust : kept).push(flow);
    }
  }
  return { kept, dust };
}

export function dustCount(dust: readonly ValuedFlow[]): DustCount {
  return {
    counterparties: new Set(dust.map(({ counterparty }) => counterparty)).size,
    transfers: dust.reduce((sum, { count }) => sum + count, 0),
  };
}

function largestMicros(chain: Chain, { token, largest }: ValuedFlow): bigint {
  const known = findToken(chain.name, token);
  return known === undefined ? 0n : toMicros(largest, known.contract.decimals);
}
