import { formatAddress } from "./address.ts";
import type { AddressEntry, Entry } from "./entry.ts";
import { formatVenueAccount, type VenueAccount } from "./venue-account.ts";

/** Whom an entry is about: an address of a family, or an account at a venue. */
export type EntrySubject = Pick<AddressEntry, "address" | "family"> | VenueAccount;

export function isAccount<T extends EntrySubject>(subject: T): subject is T & VenueAccount {
  return "account" in subject;
}

/** One text for each subject, which sorts addresses before accounts. */
export function subjectKey(subject: EntrySubject): string {
  return isAccount(subject) ? `venue:${subject.venue}:${subject.account}` : `${subject.family}:${subject.address}`;
}

/** An address as its family writes it, or "account 12345678 at binance". For people's eyes, never in the hot path. */
export function formatSubject(subject: EntrySubject): string {
  return isAccount(subject) ? formatVenueAccount(subject) : formatAddress(subject.address, subject.family);
}

/** What an entry says of its subject without saying who that is. */
export function subjectOf(entry: Entry): EntrySubject {
  return isAccount(entry)
    ? { venue: entry.venue, account: entry.account }
    : { address: entry.address, family: entry.family };
}
