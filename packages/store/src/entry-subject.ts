import type { Address } from "@redflag/domain/address";
import { UNNAMED_VENUE, type VenueAccount } from "@redflag/domain/venue-account";
import { type RawBuilder, sql } from "kysely";
import { bytesOf } from "./bytes.ts";

/**
 * Entries of an address, of whatever family; or of an account at its venue, and of one of that number whose venue nobody
 * named: it may be this one.
 */
export function aboutSubject(subject: Address | VenueAccount, table: "list_entry" | "e"): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  if (typeof subject === "string") return sql<boolean>`${column("address")} = ${bytesOf(subject)}`;
  const { venue, account } = subject;
  return sql<boolean>`(${column("account")} = ${account} and ${column("venue")} in (${venue}, ${UNNAMED_VENUE}))`;
}

/** As `subjectKey` of the domain writes it, in one order on every machine. */
export const subjectKeySql = sql<string>`(case when account is null
  then family || ':0x' || encode(address, 'hex') else 'venue:' || venue || ':' || account end) collate "C"`;
