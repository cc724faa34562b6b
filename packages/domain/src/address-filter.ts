import type { Address } from "./address.ts";
import { ADDRESS_SLOTS, slotOf } from "./address-slot.ts";

/** Says of nearly every address that is not among a few thousand that it is not: a bit in the cache, where a map takes misses. */
export class AddressFilter {
  readonly #bits = new Uint8Array(ADDRESS_SLOTS / 8);

  add(address: Address): void {
    const slot = slotOf(address);
    this.#bits[slot >> 3] = (this.#bits[slot >> 3] as number) | (1 << (slot & 7));
  }

  /** False only of what was never added. */
  mayHave(address: Address): boolean {
    const slot = slotOf(address);
    return ((this.#bits[slot >> 3] as number) & (1 << (slot & 7))) !== 0;
  }
}
