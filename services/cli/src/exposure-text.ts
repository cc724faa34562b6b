import { formatAddress } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { HeldExposure } from "@redflag/domain/exposure/held-exposure";
import { formatMicros } from "@redflag/domain/money";
import type { RememberedExposure } from "@redflag/domain/why";
import { countOf } from "./count-text.ts";

/** What the lane remembers of an address's exposure, and as of when. */
export function exposureLines(chain: Chain, { asOfBlock, purses }: RememberedExposure): string[] {
  return purses.flatMap(({ peg, balanceMicros, exposures, otherMicros, days }) => [
    `money of listed addresses, as of block ${asOfBlock} (an earlier state is made again by a rebuild alone): of the ` +
      `${formatMicros(balanceMicros, peg)} that it holds as far as the ledger tells`,
    ...exposures.map((held) => `  ${heldText(chain, peg, held)}`),
    ...(otherMicros === 0n ? [] : [`  ${formatMicros(otherMicros, peg)} of other listed addresses, not told apart`]),
    ...(exposures.length === 0 && otherMicros === 0n
      ? [`  nothing is left; it came on ${countOf(days.length, "day")}`]
      : []),
  ]);
}

function heldText(chain: Chain, peg: string, { origin, entry, hops, micros, since, path }: HeldExposure): string {
  const way = path.map((step) => `${formatAddress(step.payer, chain.family)} → ${formatMicros(step.micros, peg)}`);
  return (
    `${formatMicros(micros, peg)} of ${formatAddress(origin, chain.family)} (list ${entry.list}, version ${entry.listVersion}), ` +
    `${countOf(hops, "payment")} away, since ${new Date(since * 1000).toISOString().slice(0, 10)}: ${way.join(" → ")}`
  );
}
