import type { Address } from "./address.ts";
import type { Chain } from "./chain.ts";
import { toMicros } from "./money.ts";
import type { Direction } from "./profile.ts";
import { findToken } from "./token-registry.ts";

/**
 * What an address paid to, or received from, one counterparty in one token: payments of a stretch of the ledger, taken together;
 * transfers of nothing apart from the others.
 */
export interface AddressFlow {
  address: Address;
  direction: Direction;
  counterparty: Address;
  token: Address;
  /** In the token's base units, as is the largest single payment of it. */
  amount: bigint;
  largest: bigint;
  count: number;
  firstBlock: number;
  lastBlock: number;
}

/** A flow with what its token is meant to be worth. */
export interface ValuedFlow extends AddressFlow {
  /** ISO 4217 */
  peg: string;
  /** Millionths of the peg's unit, rounded down. */
  micros: bigint;
}

/** A contract that this program no longer knows is left out: nothing is screened with it either. */
export function valueFlows(chain: Chain, flows: readonly AddressFlow[]): ValuedFlow[] {
  return flows.flatMap((flow) => {
    const known = findToken(chain.name, flow.token);
    if (known === undefined) return [];
    return [{ ...flow, peg: known.token.peg, micros: toMicros(flow.amount, known.contract.decimals) }];
  });
}

/**
 * Largest first, in one order whatever order they came in. Amounts of different pegs are never compared, since that would take
 * a rate: the largest of each peg come first, by the peg's name, then the second largest of each, and so on.
 */
export function rankFlows<F extends ValuedFlow>(flows: readonly F[]): F[] {
  const byPeg = [...Map.groupBy(flows, ({ peg }) => peg)].sort(([a], [b]) => compare(a, b));
  const ranked = byPeg.flatMap(([, own], peg) => own.sort(bySize).map((flow, rank) => ({ flow, rank, peg })));
  return ranked.sort((a, b) => a.rank - b.rank || a.peg - b.peg).map(({ flow }) => flow);
}

function bySize(a: ValuedFlow, b: ValuedFlow): number {
  if (a.micros !== b.micros) return a.micros > b.micros ? -1 : 1;
  return (
    b.count - a.count ||
    compare(a.counterparty, b.counterparty) ||
    compare(a.address, b.address) ||
    compare(a.direction, b.direction) ||
    compare(a.token, b.token)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
