import type { SubscriptionFilter } from "@redflag/contract/subscription-filter";
import { parseAccount } from "@redflag/domain/account";
import { formatCaip10 } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { isCountryCode } from "@redflag/lists/country-code";
import { type AddressSet, findAddressSetForUpdate } from "@redflag/store/address-set";
import type { Executor } from "@redflag/store/database";
import type { Caller } from "./caller.ts";
import { type Fault, InvalidRequest } from "./invalid-request.ts";
import { isOf } from "./whose-webhooks.ts";

/**
 * A filter as it is kept: tokens as events write them, each name once.
 * @throws InvalidRequest with each token that is none and each country that is none
 */
export function canonicalFilter(filter: SubscriptionFilter): SubscriptionFilter {
  const faults: Fault[] = [];
  const tokens = filter.tokens?.map((text, index) => tokenText(text, `/filter/tokens/${index}`, faults));
  for (const [index, country] of filter.jurisdictions?.entries() ?? []) {
    if (!isCountryCode(country))
      faults.push({ at: `/filter/jurisdictions/${index}`, fault: "is no country of ISO 3166-1" });
  }
  if (faults.length > 0) throw new InvalidRequest(faults);
  const named = Object.entries({ ...filter, ...(tokens && { tokens }) }).map(([field, value]) => [
    field,
    Array.isArray(value) ? [...new Set(value)] : value,
  ]);
  return Object.fromEntries(named);
}

/** On a chain that this program does not know it stays as it is: nothing is said of it, as a warning tells. */
function tokenText(text: string, at: string, faults: Fault[]): string {
  try {
    const { address, chain } = parseAccount(text);
    return chain === undefined ? text : formatCaip10(chain, address);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code !== "chain_unknown") faults.push({ at, fault: error.detail });
    return text;
  }
}

/**
 * The set that a filter names, which nobody deletes before the transaction's end; undefined where it names none.
 * @throws InvalidRequest where it is not the caller's
 */
export async function findFilterSet(
  tx: Executor,
  caller: Caller,
  { addressSet }: SubscriptionFilter,
): Promise<AddressSet | undefined> {
  if (addressSet === undefined) return undefined;
  const set = await findAddressSetForUpdate(tx, addressSet);
  if (set !== undefined && isOf(caller, set)) return set;
  throw new InvalidRequest([{ at: "/filter/addressSet", fault: "is no set of yours" }]);
}
