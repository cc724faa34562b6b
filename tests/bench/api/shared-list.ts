import type { Address } from "@redflag/domain/address";
import type { Database } from "@redflag/store/database";

const COLUMNS = "list_id, entry_id, family, address, category, severity, authority, confidence, sharing, jurisdictions";

/** Of the addresses that are asked for, every so many-th is listed. */
const LISTED_EVERY = 10;

/**
 * A long list that is shared with exchanges, its content made by the server.
 * @returns so many addresses, every tenth of which it names
 */
export async function seedSharedList(db: Database, entries: number, asked: number): Promise<Address[]> {
  await db.pool.query("insert into list (id, title, authority) values ('long', 'Long', 'Bench')");
  await db.pool.query(
    "insert into list_version (list_id, seq, digest, entry_count, source) values ('long', 1, '', $1, 'bench')",
    [entries],
  );
  await db.pool.query(
    `insert into shared_entry (${COLUMNS})
     select 'long', sha256(address), 'eip155', address, 'sanctions', 'HIGH', 'Bench', 100, 'TLP:CLEAR', '{}'
     from (select substr(sha256(int8send(n)), 1, 20) as address from generate_series(1, $1::bigint) as n) as drawn`,
    [entries],
  );
  await db.pool.query(
    `insert into shared_version (list_id, seq, list_seq, entry_count, created_at)
     values ('long', 1, 1, $1, now())`,
    [entries],
  );
  const { rows } = await db.pool.query<{ address: Address }>(
    `select '0x' || encode(substr(sha256(int8send(case n % $2 when 0 then n else -n end)), 1, 20), 'hex') as address
     from generate_series(1, $1::integer) as n`,
    [asked, LISTED_EVERY],
  );
  return rows.map(({ address }) => address);
}
