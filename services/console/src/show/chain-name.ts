import { CHAINS } from "@redflag/domain/chain-registry";

/** Every chain that Redflag knows: an exchange reads no list of those that are watched, and may name one before it is. */
export const KNOWN_CHAINS: ReadonlyArray<{ id: string; name: string }> = CHAINS.map(({ caip2, title }) => ({
  id: caip2,
  name: title,
}));

const NAMES: ReadonlyMap<string, string> = new Map(KNOWN_CHAINS.map(({ id, name }) => [id, name]));

export function chainName(caip2: string): string {
  return NAMES.get(caip2) ?? caip2;
}
