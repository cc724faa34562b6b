import type { Address } from "./address.ts";
import { BRIDGES } from "./bridge-registry.ts";
import { TOKENS } from "./token-registry.ts";

const KNOWN: ReadonlySet<Address> = new Set(
  [...TOKENS, ...BRIDGES].flatMap(({ contracts }) => contracts.map(({ address }) => address)),
);

/** A token's or a bridge's contract on any chain that we know: nobody holds the key of these 20 bytes. */
export function isKnownContract(address: Address): boolean {
  return KNOWN.has(address);
}
