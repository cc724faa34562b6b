import { parseAddress } from "@redflag/domain/address";
import type { EntrySubject } from "@redflag/domain/entry-subject";
import { Problem } from "@redflag/domain/problem";
import { parseVenueAccount } from "@redflag/domain/venue-account";
import type { Command } from "commander";

export interface SubjectOptions {
  venue?: string;
  account?: string;
}

/** Whom an entry is about: an address as an argument, or an account at a venue by two options. */
export function addSubject(command: Command): Command {
  return command
    .argument("[address]", "0x and 40 hex digits, or T and 33 characters on TRON")
    .option("--venue <id>", "instead of an address: where an account is, such as binance")
    .option("--account <id>", "the account's id there");
}

/** @throws Problem `address_malformed`, `address_checksum` or `account_malformed`, also where neither or both are given */
export function readSubject(address: string | undefined, { venue, account }: SubjectOptions): EntrySubject {
  if (address === undefined) {
    if (venue !== undefined && account !== undefined) return parseVenueAccount(venue, account);
    if (venue === undefined && account === undefined) {
      throw new Problem("address_malformed", "there is none; --venue and --account ask for an account instead");
    }
    throw new Problem("account_malformed", "--venue and --account go together");
  }
  if (venue === undefined && account === undefined) return parseAddress(address);
  throw new Problem("account_malformed", "--venue and --account stand instead of an address, not beside one");
}
