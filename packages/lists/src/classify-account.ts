import { UNNAMED_VENUE, type VenueAccount } from "@redflag/domain/venue-account";
import { repairCharacters } from "./address-repair.ts";
import { classifyAddresses } from "./classify-address.ts";
import { readVenueAccount } from "./entry-row.ts";

/** What one account in a publisher's file is. */
export type ClassifiedAccount =
  | { kind: "ours"; subject: VenueAccount; repairs: readonly string[] }
  | { kind: "refused"; reason: string };

const FIELD_CHARS_MAX = 4096;

/** Every account that a field holds, in its order: one or more. No text throws. */
export function classifyAccounts({ venue, account }: VenueAccount): ClassifiedAccount[] {
  if (account.length > FIELD_CHARS_MAX)
    return [{ kind: "refused", reason: `account: ${account.length} characters long` }];
  const field = repairCharacters(account);
  const at = venue === UNNAMED_VENUE ? venue : repairCharacters(venue).text;
  const pieces = field.text.split(/[\s,;|/]+/).filter((piece) => piece !== "");
  const several = pieces.length > 1 ? [`${pieces.length} accounts in one field`] : [];
  return (pieces.length === 0 ? [""] : pieces).map((piece) => {
    const subject = readVenueAccount(at, piece);
    if ("reason" in subject) return { kind: "refused", reason: subject.reason };
    return { kind: "ours", subject, repairs: [...field.repairs, ...several] };
  });
}

/** Digits alone, which no address is, in a field that may hold either. */
export function isAccountNumbers(field: string): boolean {
  return /^\d{4,30}(?:[\s,;|/]+\d{4,30})*$/.test(repairCharacters(field).text);
}

/** Whether a field of accounts holds an address after all, of whatever chain. */
export function isAddressField(field: string): boolean {
  return !isAccountNumbers(field) && classifyAddresses(field).some(({ kind }) => kind !== "refused");
}
