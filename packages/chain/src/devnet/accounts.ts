import assert from "node:assert/strict";
import type { Address } from "@redflag/domain/address";
import { HDNodeWallet } from "ethers";

/** Public since 2018 and known to every developer: keys to play money. */
export const MNEMONIC = "test test test test test test test test test test test junk";

/** The node holds the keys of accounts 0 … 999 and signs for them. */
export const ACCOUNT_COUNT = 1_000;

let root: HDNodeWallet | undefined;
const known = new Map<number, Address>();

/** Address of the node's account at m/44'/60'/0'/0/index. Account 0 deploys and owns the contracts. */
export function accountAddress(index: number): Address {
  assert(Number.isInteger(index) && index >= 0 && index < ACCOUNT_COUNT, `no account ${index}`);
  let address = known.get(index);
  if (address === undefined) {
    root ??= HDNodeWallet.fromPhrase(MNEMONIC, undefined, "m/44'/60'/0'/0");
    address = root.deriveChild(index).address.toLowerCase() as Address;
    known.set(index, address);
  }
  return address;
}
