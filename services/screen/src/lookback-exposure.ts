import type { Address } from "@redflag/domain/address";
import { MICROS } from "@redflag/domain/flow-worth";
import { flowsFromSource, passOn, sharePpm, type TaintedFlow } from "@redflag/domain/lookback-taint";
import type { Transfer } from "@redflag/domain/transfer";
import type { LookbackPast } from "./lookback-past.ts";

/** Who money of the source came to by way of others. */
export interface Exposed {
  subject: Address;
  /** In ledger order. */
  flows: TaintedFlow[];
}

/**
 * Follows what the source paid forward, hop by hop, pro rata, until it is little, has come to a service or a hub, or was
 * followed far enough. Who the source paid itself is not among the exposed: the source's own transfers tell of them.
 * @param transfers of the source, in ledger order
 * @param bounds what was cut off is added in words
 */
export async function followMoney(
  past: LookbackPast,
  source: Address,
  transfers: readonly Transfer[],
  bounds: string[],
): Promise<Exposed[]> {
  const { hops, addressesPerHopMax, exposedPerEntryMax } = past.params;
  const reached = new Map<Address, Map<string, TaintedFlow>>();
  let flows = flowsFromSource(source, transfers);
  for (let hop = 1; hop < hops && flows.length > 0; hop++) {
    const carriers = strongest(past, source, flows, addressesPerHopMax, "followed", bounds);
    flows = await followOneHop(past, carriers, bounds);
    for (const flow of flows) keepStronger(reached, flow);
  }
  const all = [...reached.values()].flatMap((byPlace) => [...byPlace.values()]);
  const exposed = strongest(past, source, all, exposedPerEntryMax, "told of as exposed", bounds);
  return [...exposed].map(([subject, own]) => ({ subject, flows: own.sort(inLedgerOrder) }));
}

/** Through whom the source's money goes on first. */
export function firstCarriers(past: LookbackPast, source: Address, transfers: readonly Transfer[]): Address[] {
  if (past.params.hops < 2) return [];
  const flows = flowsFromSource(source, transfers);
  return [...strongest(past, source, flows, past.params.addressesPerHopMax, "followed", []).keys()];
}

async function followOneHop(
  past: LookbackPast,
  carriers: ReadonlyMap<Address, TaintedFlow[]>,
  bounds: string[],
): Promise<TaintedFlow[]> {
  const { transfersPerAddressMax, shareMinPpm } = past.params;
  const histories = await past.historiesOf([...carriers.keys()]);
  const passed: TaintedFlow[] = [];
  let hubCount = 0;
  for (const [address, inflows] of carriers) {
    const history = histories.get(address);
    if (history === undefined) hubCount++;
    else {
      const flows = passOn(address, history, inflows);
      passed.push(...flows.filter((flow) => sharePpm(flow) >= shareMinPpm));
    }
  }
  if (hubCount > 0) {
    bounds.push(`money was not followed through ${hubCount} addresses with over ${transfersPerAddressMax} transfers`);
  }
  return passed;
}

/**
 * By recipient, those who received enough to count, who most first; services and the source are left out. Where a rate is
 * missing nothing says that it is little.
 */
function strongest(
  past: LookbackPast,
  source: Address,
  flows: readonly TaintedFlow[],
  max: number,
  what: string,
  bounds: string[],
): Map<Address, TaintedFlow[]> {
  const least = BigInt(past.params.amountMinUsd) * MICROS;
  const ranked = [...Map.groupBy(flows, ({ transfer }) => transfer.recipient)]
    .filter(([address]) => address !== source && !past.isService(address))
    .map(([address, own]) => ({ address, own, worth: past.worthOf(own) }))
    .filter(({ worth }) => worth === undefined || worth >= least)
    .sort((a, b) => compare(b.worth ?? 0n, a.worth ?? 0n) || compare(a.address, b.address));
  if (ranked.length > max) bounds.push(`of ${ranked.length} addresses that received money, ${max} were ${what}`);
  return new Map(ranked.slice(0, max).map(({ address, own }) => [address, own]));
}

/** A payment that carries money over ways of different lengths counts once, as the stronger. */
function keepStronger(reached: Map<Address, Map<string, TaintedFlow>>, flow: TaintedFlow): void {
  const { recipient, blockNumber, logIndex } = flow.transfer;
  const byPlace = reached.get(recipient) ?? new Map<string, TaintedFlow>();
  reached.set(recipient, byPlace);
  const place = `${blockNumber}/${logIndex}`;
  const known = byPlace.get(place);
  if (known === undefined || known.tainted < flow.tainted) byPlace.set(place, flow);
}

function inLedgerOrder({ transfer: a }: TaintedFlow, { transfer: b }: TaintedFlow): number {
  return a.blockNumber - b.blockNumber || a.logIndex - b.logIndex;
}

function compare<T extends bigint | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
