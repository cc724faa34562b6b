import type { Address } from "./address.ts";
import { MICROS, USD, worthOf } from "./flow-worth.ts";
import type { Encounter } from "./heuristic.ts";
import { lookAlikes } from "./look-alike.ts";
import type { Profile, RecentFlow } from "./profile.ts";

interface SmallPayerBounds {
  payersMin: number;
  paymentUsdMax: number;
  dustUsdBelow: number;
}

export interface SmallPayers {
  /** Those whose every payment is small, or of unknown worth: then the count is the most that it could be. */
  payers: ReadonlySet<Address>;
  /** Left out: payers of nothing but dust whose address imitates that of another counterparty. */
  imitatorCount: number;
  /** Left out: payers known as services. */
  serviceCount: number;
}

/** Who sent the subject these inflows in small payments only, each valued at its own block time. */
export function smallPayersAmong(
  { profile, rates, chain }: Encounter,
  inflows: readonly RecentFlow[],
  { payersMin, paymentUsdMax, dustUsdBelow }: SmallPayerBounds,
): SmallPayers {
  const [dustMicros, maxMicros] = [BigInt(dustUsdBelow) * MICROS, BigInt(paymentUsdMax) * MICROS];
  const payers = new Set<Address>();
  const services = new Set<Address>();
  const tooLarge = new Set<Address>();
  const beyondDust = new Set<Address>();
  for (const flow of inflows) {
    const { counterparty } = flow;
    if (flow.isService) {
      services.add(counterparty);
      continue;
    }
    const worth = worthOf(rates, flow, USD);
    payers.add(counterparty);
    if (worth === undefined || worth >= dustMicros) beyondDust.add(counterparty);
    if (worth !== undefined && worth > maxMicros) tooLarge.add(counterparty);
  }
  for (const address of [...tooLarge, ...services]) payers.delete(address);
  // Costs hashing on some chains, and decides nothing where there are too few anyway.
  const suspects = payers.size < payersMin ? [] : [...payers].filter((address) => !beyondDust.has(address));
  const imitators =
    suspects.length === 0 ? suspects : lookAlikes(suspects, counterpartiesBeyond(suspects, profile), chain.family);
  for (const address of imitators) payers.delete(address);
  return { payers, imitatorCount: imitators.length, serviceCount: services.size };
}

/** Everybody that the subject paid itself, and those it was paid by who are not suspects. */
function counterpartiesBeyond(suspects: readonly Address[], { recentIn, recentOut }: Profile): ReadonlySet<Address> {
  const counterparties = new Set(recentIn.map(({ counterparty }) => counterparty));
  for (const address of suspects) counterparties.delete(address);
  for (const { counterparty } of recentOut) counterparties.add(counterparty);
  return counterparties;
}
