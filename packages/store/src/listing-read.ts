import type { Address } from "@redflag/domain/address";
import type { Audience } from "@redflag/domain/audience";
import type { ListedEntry } from "@redflag/domain/entry";
import { bytesOf, hexOf } from "./bytes.ts";
import { listedEntryOf } from "./entry-row.ts";
import { bytesOfJson, type FactsRow, factsAbout, factsOf, type KnownDeposit, type KnownFreeze } from "./known-fact.ts";
import { findingsAbout, type KnownFinding } from "./known-finding.ts";
import type { PreparedQuery } from "./prepared-query.ts";
import { byteaArray, textArray } from "./sql-array.ts";
import { dateOf } from "./time.ts";

/** A list as an audience knows it: its versions are counted for that audience. */
export interface KnownList {
  list: string;
  version: number;
  entryCount: number;
  /** When the version came. */
  changedAt: Date;
}

/** What the lane of a chain remembers of an address's exposure, encoded. */
export interface KnownExposure {
  chainId: number;
  state: Uint8Array;
}

/** What is known of one address. */
export interface KnownAddress {
  /** Money of listed addresses that it holds or held lately; by chain. */
  exposures: KnownExposure[];
  /** Issuers' freezes of it and their ends; by chain, in ledger order. */
  freezes: KnownFreeze[];
  /** What stands; by chain. */
  deposits: KnownDeposit[];
  /** By list and entry; of every family that has these bytes. */
  entries: ListedEntry[];
}

/** What lists, the ledger and released events say now of some addresses, and as of which versions: of one moment. */
export interface KnownListings {
  /** Of those that nothing is known of none is here. */
  addresses: ReadonlyMap<Address, KnownAddress>;
  /** By subject, the newest first. */
  findings: ReadonlyMap<string, readonly KnownFinding[]>;
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
const TEXTS: Readonly<Record<Audience, (addressIs: (column: string) => string, findings: string) => string>> = {
  staff: (addressIs, findings) => `select ${findings},
    (${ENTRY} from list_entry where ${addressIs("address")} and ended_seq is null) as entry) as entries,
    (${LIST} from (
      select current.* from list cross join lateral (
        select list_id, seq, entry_count, created_at from list_version where list_id = list.id order by seq desc limit 1
      ) as current
    ) as version) as lists, ${exposuresIn("profile", "exposure", addressIs("address"))},
    ${factsAbout("staff", addressIs)}`,
  exchange: (addressIs, findings) => `select ${findings},
    (${ENTRY} from shared_entry where ${addressIs("address")}) as entry) as entries,
    (${LIST} from shared_version where ended_at is null) as lists,
    ${exposuresIn("shared_exposure", "state", addressIs("address"))},
    ${factsAbout("exchange", addressIs)}`,
};

type KnownListingsQuery = PreparedQuery<KnownListingsRow, KnownListings>;

/** An address that is asked for. */
export interface AskedAddress {
  address: Address;
  /** As its chain writes it: whom released events call by it. */
  subject: string;
}

/** One statement, whatever it finds. One key and not a list of one: that is planned once, and not for each call anew. */
export function knownListingsOf(audience: Audience, { address, subject }: AskedAddress): KnownListingsQuery {
  return {
    name: `known_listings_${audience}`,
    text: ONE[audience],
    values: valuesFor(audience, bytesOf(address), subject),
    of: listingsOf,
  };
}

/** The same of many. */
export function knownListingsOfMany(audience: Audience, asked: readonly AskedAddress[]): KnownListingsQuery {
  const addresses = new Set(asked.map(({ address }) => address));
  const subjects = new Set(asked.map(({ subject }) => subject));
  return {
    name: `known_listings_${audience}_many`,
    text: MANY[audience],
    values: valuesFor(audience, byteaArray(addresses), textArray(subjects)),
    of: listingsOf,
  };
}

const ONE = textsFor((column) => `${column} = $1`, false);
const MANY = textsFor((column) => `${column} = any($1::bytea[])`, true);

/** Put together once: they are long, and asked for often. */
function textsFor(addressIs: (column: string) => string, isMany: boolean): Readonly<Record<Audience, string>> {
  const textFor = (audience: Audience) => TEXTS[audience](addressIs, findingsAbout(audience, isMany));
  return { staff: textFor("staff"), exchange: textFor("exchange") };
}

function valuesFor(audience: Audience, addresses: Buffer | string, subjects: string): Array<Buffer | string> {
  return audience === "staff" ? [addresses] : [addresses, subjects];
}

interface KnownListingsRow extends FactsRow {
  findings: KnownFinding[];
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

function listingsOf({ entries, lists, exposures, findings, ...facts }: KnownListingsRow): KnownListings {
  const versions = new Map(lists.map(({ list, version }) => [list, version]));
  const addresses = new Map<Address, KnownAddress>();
  const knownOf = (address: Address): KnownAddress => {
    const known = addresses.get(address) ?? { exposures: [], freezes: [], deposits: [], entries: [] };
    addresses.set(address, known);
    return known;
  };
  const { freezes, deposits } = factsOf(facts);
  for (const freeze of freezes) knownOf(freeze.account).freezes.push(freeze);
  for (const deposit of deposits) knownOf(deposit.inference.address).deposits.push(deposit);
  for (const { chainId, address, state } of exposures.sort((a, b) => a.chainId - b.chainId)) {
    knownOf(hexOf(bytesOfJson(address))).exposures.push({ chainId, state: bytesOfJson(state) });
  }
  entries.sort((a, b) => compare(a.list_id, b.list_id) || compare(a.entry_id, b.entry_id));
  for (const row of entries) {
    const entry = listedEntryOf(rowOf(row), versions.get(row.list_id) ?? 0);
    knownOf(entry.address).entries.push(entry);
  }
  return {
    addresses,
    findings: Map.groupBy(
      findings.sort((a, b) => b.position - a.position),
      ({ subject }) => subject,
    ),
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
