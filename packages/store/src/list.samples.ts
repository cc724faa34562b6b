import { randomUUID } from "node:crypto";
import type { AccountEntry, AddressEntry, ListedEntry } from "@redflag/domain/entry";
import { isAccount } from "@redflag/domain/entry-subject";
import type { Executor } from "./database.ts";
import { bytes } from "./ledger.samples.ts";
import type { Actor } from "./list-proposal-read.ts";
import { hash32 } from "./people.samples.ts";
import { readListedAt } from "./watchlist.ts";

/** An entry whose address follows from the seed. */
export function sampleEntry(seed: string | number, fields: Partial<AddressEntry> = {}): AddressEntry {
  return {
    address: bytes(20, "listed", seed),
    family: "eip155",
    category: "sanctions",
    severity: "HIGH",
    authority: "Authority",
    confidence: 100,
    sharing: "TLP:RED",
    ...fields,
  };
}

/** An entry of an account at a venue. */
export function sampleAccount(account: string, fields: Partial<AccountEntry> = {}): AccountEntry {
  const { address: _, family: __, ...said } = sampleEntry("account");
  return { venue: "example", account, ...said, ...fields };
}

export function somebody(name: string): Actor {
  return { by: `user:${randomUUID()}`, name };
}

/** A key that this actor made, as an actor. */
export async function keyOf(db: Executor, createdBy: string): Promise<Actor> {
  const id = randomUUID();
  await db
    .insertInto("api_key")
    .values({
      id,
      name: "a key",
      prefix: "rf_",
      secret_hash: hash32(id),
      role: "ops",
      scopes: ["own-session"],
      subscriber_id: null,
      created_by: createdBy,
      expires_at: new Date("2100-01-01T00:00:00Z"),
    })
    .execute();
  return { by: `key:${id}`, name: "a key" };
}

/** Addresses of the given versions, as `readListedAt`. */
export async function* readEntriesAt(
  db: Executor,
  versions: Readonly<Record<string, number>>,
): AsyncGenerator<ListedEntry> {
  for await (const listed of readListedAt(db, versions)) if (!isAccount(listed)) yield listed;
}

/** The same addresses, all at once. */
export async function listEntriesAt(db: Executor, versions: Readonly<Record<string, number>>): Promise<ListedEntry[]> {
  const entries: ListedEntry[] = [];
  for await (const entry of readEntriesAt(db, versions)) entries.push(entry);
  return entries;
}
