import assert from "node:assert";
import type { Route } from "@redflag/contract/http/route";
import { type Audience, tellable } from "@redflag/domain/audience";
import type { ListedEntry } from "@redflag/domain/entry";
import {
  type AskedAddress,
  type KnownAddress,
  type KnownListings,
  knownListingsOf,
  knownListingsOfMany,
} from "@redflag/store/listing-read";
import { audienceOf, type Caller, callerName } from "./caller.ts";
import { GatheredWork } from "./gathered-work.ts";
import type { Call } from "./handler.ts";

type Reader = Pick<Call<Route>, "caller" | "readOne">;

interface Asked {
  reader: Reader;
  addresses: readonly AskedAddress[];
}

/** Calls that one statement answers: it is to be over before anybody would have been answered without the others. Ours [E]. */
const CALLS_PER_READ = 100;
/** One is read while the answers of another are written. */
const READS_AT_ONCE = 2;

/**
 * Reads what is known of addresses. What one caller asks at the same time is one statement, in the scope of that caller and of
 * nobody else: nobody waits for what another was told, and the database holds each answer to what its caller may see.
 */
export class ListingReads {
  readonly #gathering = new Map<string, GatheredWork<Asked, KnownListings>>();

  /** Of some few addresses, together with whatever else this caller asks. */
  async read(reader: Reader, addresses: readonly AskedAddress[]): Promise<KnownListings> {
    const scope = scopeName(reader.caller);
    const gathering =
      this.#gathering.get(scope) ??
      new GatheredWork(readTogether, { batchItemsMax: CALLS_PER_READ, batchesMax: READS_AT_ONCE });
    this.#gathering.set(scope, gathering);
    try {
      return await gathering.add({ reader, addresses });
    } finally {
      if (gathering.isIdle && this.#gathering.get(scope) === gathering) this.#gathering.delete(scope);
    }
  }
}

function scopeName({ subscriberId, ...caller }: Caller): string {
  return `${callerName(caller)} ${subscriberId ?? "staff"}`;
}

function readTogether(asked: readonly Asked[]): Promise<KnownListings> {
  const [first] = asked;
  assert(first !== undefined, "a batch is never empty");
  return readListings(
    first.reader,
    asked.flatMap(({ addresses }) => addresses),
  );
}

/** In a statement of its own: the database has what an audience may know in tables of its own; this holds also where a table would hold more. */
export async function readListings(
  { caller, readOne }: Reader,
  addresses: readonly AskedAddress[],
): Promise<KnownListings> {
  const audience = audienceOf(caller);
  const [one, ...more] = addresses;
  const query =
    one !== undefined && more.length === 0 ? knownListingsOf(audience, one) : knownListingsOfMany(audience, addresses);
  const found = await readOne(query);
  assert(found !== undefined, "the statement gives one row, also where it finds nothing");
  for (const known of found.addresses.values()) known.entries = tellableEntries(audience, known);
  return found;
}

function tellableEntries(audience: Audience, { entries }: KnownAddress): ListedEntry[] {
  const statements = entries.map((entry) => ({ entry, grounds: [{ kind: "entry" as const, entry }] }));
  return tellable(audience, statements).map(({ entry }) => entry);
}
