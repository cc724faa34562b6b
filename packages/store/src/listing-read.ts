import type { Address } from "@redflag/domain/address";
import type { Audience } from "@redflag/domain/audience";
import type { ListedEntry } from "@redflag/domain/entry";
import { bytesOf, hexOf } from "./bytes.ts";
import { listedEntryOf } from "./entry-row.ts";
import { bytesOfJson, type FactsRow, factsAbout, factsOf, type KnownDeposit, type KnownFreeze } from "./known-fact.ts";
import type { PreparedQuery } from "./prepared-query.ts";
import { byteaArray } from "./sql-array.ts";
import { dateOf } from "./time.ts";

/** A list as an audience knows it: its versions are counted for that audience. */
export interface KnownList {
  list: string;
  version: number;
  entryCount: number;
  /** When the version came. */
  changedAt: Date;
}

/** What the lane of a chain remembers of an address, encoded. */
export interface KnownExposure {
  chainId: number;
  address: Address;
  state: Uint8Array;
}

/** What lists say now of some addresses, and as of which versions: of one moment. */
export interface KnownListings {
  /** Money of listed addresses that these hold or held lately; by chain. */
  exposures: KnownExposure[];
  /** Issuers' freezes of these and their ends; by chain, in ledger order. */
  freezes: KnownFreeze[];
  /** What stands; by chain. */
  deposits: KnownDeposit[];
  /** By list and entry; of every family that has these bytes. */
  entries: ListedEntry[];
  /** All there are, also those that say nothing of these addresses; by id. */
  lists: KnownList[];
}

/** Put in order here: an ordered aggregate sets up a sort each, which takes longer than all the rest. */
const ENTRY = `select coalesce(json_agg(entry), '[]') from (
  select list_id, entry_id, family, address, category, severity, authority, programme, reference, document_url, confidence,
    extract(epoch from valid_from)::float8 as valid_from, extract(epoch from valid_to)::float8 as valid_to, sharing, entity,
    jurisdictions`;
const LIST = `select coalesce(json_agg(json_build_object(
  'list', list_id, 'version', seq, 'entryCount', entry_count, 'changedAt', created_at)), '[]')`;

const exposuresIn = (table: string, column: string, condition: string) => `
    (select coalesce(json_agg(json_build_object('chainId', chain_id, 'address', address, 'state', ${column})), '[]')
      from ${table} where ${condition} and ${column} is not null) as exposures`;

/**
 * An exchange's login reads tables that hold what is shared and nothing else: an entry that is not shared is not passed by
 * there, it is not there. Staff read the lists themselves.
 */
const TEXTS: Readonly<Record<Audience, (addressIs: (column: string) => string) => string>> = {
  staff: (addressIs) => `select
    (${ENTRY} from list_entry where ${addressIs("address")} and ended_seq is null) as entry) as entries,
    (${LIST} from (
      select current.* from list cross join lateral (
        select list_id, seq, entry_count, created_at from list_version where list_id = list.id order by seq desc limit 1
      ) as current
    ) as version) as lists, ${exposuresIn("profile", "exposure", addressIs("address"))},
    ${factsAbout("staff", addressIs)}`,
  exchange: (addressIs) => `select
    (${ENTRY} from shared_entry where ${addressIs("address")}) as entry) as entries,
    (${LIST} from shared_version where ended_at is null) as lists,
    ${exposuresIn("shared_exposure", "state", addressIs("address"))},
    ${factsAbout("exchange", addressIs)}`,
};

type KnownListingsQuery = PreparedQuery<KnownListingsRow, KnownListings>;

/** One statement, whatever it finds. One key and not a list of one: that is planned once, and not for each call anew. */
export function knownListingsOf(audience: Audience, address: Address): KnownListingsQuery {
  const text = TEXTS[audience]((column) => `${column} = $1`);
  return { name: `known_listings_${audience}`, text, values: [bytesOf(address)], of: listingsOf };
}

/** The same of many. */
export function knownListingsOfMany(audience: Audience, addresses: Iterable<Address>): KnownListingsQuery {
  const text = TEXTS[audience]((column) => `${column} = any($1::bytea[])`);
  return { name: `known_listings_${audience}_many`, text, values: [byteaArray(addresses)], of: listingsOf };
}

interface KnownListingsRow extends FactsRow {
  exposures: Array<{ chainId: number; address: string; state: string }>;
  entries: JsonEntry[];
  lists: Array<Omit<KnownList, "changedAt"> & { changedAt: string }>;
}

/** As PostgreSQL writes a row as JSON: bytes as `\x` and digits. */
interface JsonEntry {
  list_id: string;
  entry_id: string;
  family: string;
  address: string;
  category: string;
  severity: string;
  authority: string;
  programme: string | null;
  reference: string | null;
  document_url: string | null;
  confidence: number;
  valid_from: number | null;
  valid_to: number | null;
  sharing: string;
  entity: string | null;
  jurisdictions: string[];
}

function listingsOf({ entries, lists, exposures, ...facts }: KnownListingsRow): KnownListings {
  const versions = new Map(lists.map(({ list, version }) => [list, version]));
  return {
    ...factsOf(facts),
    exposures: exposures
      .sort((a, b) => a.chainId - b.chainId)
      .map(({ chainId, address, state }) => ({
        chainId,
        address: hexOf(bytesOfJson(address)),
        state: bytesOfJson(state),
      })),
    entries: entries
      .sort((a, b) => compare(a.list_id, b.list_id) || compare(a.entry_id, b.entry_id))
      .map((row) => listedEntryOf(rowOf(row), versions.get(row.list_id) ?? 0)),
    lists: lists
      .sort((a, b) => compare(a.list, b.list))
      .map((list) => ({ ...list, changedAt: new Date(list.changedAt) })),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function rowOf(row: JsonEntry): Parameters<typeof listedEntryOf>[0] {
  const time = (seconds: number | null) => (seconds === null ? null : dateOf(seconds));
  return {
    ...row,
    entry_id: bytesOfJson(row.entry_id),
    address: bytesOfJson(row.address),
    valid_from: time(row.valid_from),
    valid_to: time(row.valid_to),
  };
}
