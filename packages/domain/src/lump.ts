import type { Address } from "./address.ts";
import { USD, worthOf } from "./flow-worth.ts";
import type { RecentFlow } from "./profile.ts";
import type { RateTable } from "./rate-table.ts";

/** To whom most of the money went. Who got little besides is no reason to call it spread: dust can be sent to anybody. */
interface Lump {
  /** The fewest who together got that much. */
  recipientCount: number;
  /** Millionths of a US dollar that all recipients got, each payment at its own block time. */
  outMicros: bigint;
}

/**
 * How few got at least this percentage (at most 100) of all outflows; undefined when one of the outflows has no rate.
 */
export function lumpOf(rates: RateTable, outflows: readonly RecentFlow[], sharePercent: number): Lump | undefined {
  const byRecipient = new Map<Address, bigint>();
  let outMicros = 0n;
  for (const flow of outflows) {
    const worth = worthOf(rates, flow, USD);
    if (worth === undefined) return undefined;
    byRecipient.set(flow.counterparty, (byRecipient.get(flow.counterparty) ?? 0n) + worth);
    outMicros += worth;
  }
  const amounts = [...byRecipient.values()].sort((a, b) => (a === b ? 0 : a > b ? -1 : 1));
  let recipientCount = 0;
  for (let sum = 0n; sum * 100n < outMicros * BigInt(sharePercent); recipientCount++) {
    sum += amounts[recipientCount] as bigint;
  }
  return { recipientCount, outMicros };
}
