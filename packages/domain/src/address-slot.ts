import type { Address } from "./address.ts";
import { digitOf } from "./varint.ts";

/** As many as four hex digits tell apart. */
export const ADDRESS_SLOTS = 2 ** 16;

/** By the last four digits: most addresses at hand have one of their own, and it takes no hash of the text. */
export function slotOf(address: Address): number {
  const end = address.length;
  return (
    (digitOf(address.charCodeAt(end - 4)) << 12) |
    (digitOf(address.charCodeAt(end - 3)) << 8) |
    (digitOf(address.charCodeAt(end - 2)) << 4) |
    digitOf(address.charCodeAt(end - 1))
  );
}
