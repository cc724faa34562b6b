import { type Address, formatAddress } from "./address.ts";
import type { AddressFamily } from "./address-family.ts";
import { slotOf } from "./address-slot.ts";
import { digitOf } from "./varint.ts";

/** Of what people compare at a glance; poison senders are ground to match the first 2 to 6 and the last 4 characters. */
const HEAD_CHARACTERS = 2;
const TAIL_CHARACTERS = 4;

/** Those suspects that begin and end like one of the others without being it. */
export function lookAlikes(
  suspects: readonly Address[],
  others: ReadonlySet<Address>,
  family: AddressFamily,
): readonly Address[] {
  if (suspects.length === 0) return suspects;
  const glances = new Set<number | string>();
  for (const address of others) glances.add(glanceAt(address, family));
  return suspects.filter((suspect) => !others.has(suspect) && glances.has(glanceAt(suspect, family)));
}

/** As the chain writes it, without the 0x or the T that all share. EIP-55's capitals are a checksum, not a resemblance. */
function glanceAt(address: Address, family: AddressFamily): number | string {
  // Six digits of hex are a number, and no text needs to be made.
  if (family !== "tron")
    return (digitOf(address.charCodeAt(2)) << 20) | (digitOf(address.charCodeAt(3)) << 16) | slotOf(address);
  const text = formatAddress(address, family).slice(1);
  return text.slice(0, HEAD_CHARACTERS) + text.slice(-TAIL_CHARACTERS);
}
