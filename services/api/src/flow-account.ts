import { type Account, isOn, parseAccount } from "@redflag/domain/account";
import { type Address, parseAddressOn } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { InvalidRequest } from "./invalid-request.ts";

/** An address on the one chain that it is asked about. */
export interface FlowAccount {
  chain: Chain;
  address: Address;
}

/**
 * Reads an address and the chain that it is meant on: by CAIP-10, by name or CAIP-2 id, or because its family has one chain that is
 * watched.
 * @throws Problem `address_malformed`, `address_checksum`, `chain_unknown`, `chain_unnamed`; `request_invalid` where two are named
 */
export function readFlowAccount(text: string, named: string | undefined, watched: readonly number[]): FlowAccount {
  const account = parseAccount(text);
  if (named === undefined) return { chain: account.chain ?? onlyChain(account, watched), address: account.address };
  const chain = CHAINS.find(({ name, caip2 }) => name === named || caip2 === named);
  if (chain === undefined) {
    throw new Problem("chain_unknown", `"${named}"; known chains: ${CHAINS.map(({ name }) => name).join(", ")}`);
  }
  if (account.chain !== undefined && account.chain !== chain) {
    throw new InvalidRequest([{ at: "query/chain", fault: `the address is one of ${account.chain.name}` }]);
  }
  // In the chain's own form: TRON's text is another account's on any other chain.
  return { chain, address: account.chain === undefined ? parseAddressOn(chain, text) : account.address };
}

function onlyChain(account: Account, watched: readonly number[]): Chain {
  const own = CHAINS.filter((chain) => isOn(account, chain) && watched.includes(chain.id));
  const [chain] = own;
  if (chain !== undefined && own.length === 1) return chain;
  const names = own.map(({ name }) => name).join(", ");
  throw new Problem(
    "chain_unnamed",
    own.length === 0 ? "no chain is watched that writes addresses so" : `it may be meant on ${names}`,
  );
}
