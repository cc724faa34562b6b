import { createHmac } from "node:crypto";
import type { Address } from "@redflag/domain/address";
import type { InstallationKey } from "./installation-key.ts";

/** Two of a million addresses meet by chance once in 2^89 sets. */
const HASH_BYTES = 16;

/**
 * What the database keeps of an exchange's own address. Under one key for all: whoever holds it can try each address that a
 * chain has, so this keeps them from who reads the tables, and not from who runs the installation.
 */
export function ownAddressHash({ ownAddress }: InstallationKey, address: Address): Buffer {
  return ownAddress.reduce(hashUnder, Buffer.from(address.slice(2), "hex"));
}

/** What a stored hash becomes under the newest key, which came after those that it was made with. */
export function hashOnce({ ownAddress }: InstallationKey, stored: Buffer): Buffer {
  return ownAddress.slice(-1).reduce(hashUnder, stored);
}

function hashUnder(value: Buffer, key: Buffer): Buffer {
  return createHmac("sha256", key).update(value).digest().subarray(0, HASH_BYTES);
}
