import type { Database } from "@redflag/store/database";

const COLUMNS = "list_id, entry_id, first_seq, family, address, category, severity, authority, confidence, sharing";
const WORDS = "'eip155', address, 'sanctions', 'HIGH', 'Bench', 100, 'TLP:RED'";

/** A long list as its import leaves it, its content made by the server. */
export async function fillList(db: Database, entries: number): Promise<void> {
  await db.pool.query("insert into list (id, title, authority) values ('long', 'Long', 'Bench')");
  await db.pool.query(
    "insert into list_version (list_id, seq, digest, entry_count, source) values ('long', 1, '', $1, 'bench')",
    [entries],
  );
  await db.pool.query(
    `insert into list_entry (${COLUMNS})
     select 'long', sha256(address), 1, ${WORDS}
     from (select substr(sha256(int8send(-n)), 1, 20) as address from generate_series(1, $1::bigint) as n) as drawn`,
    [entries],
  );
  await db.pool.query("analyze list_entry");
}

/** The next version, which has one entry more: one transaction. */
export async function addOneEntry(db: Database, address: Buffer): Promise<void> {
  await db.pool.query(
    `with version as (
       insert into list_version (list_id, seq, digest, entry_count, source) values ('long', 2, '', 0, 'bench')
     )
     insert into list_entry (${COLUMNS}) select 'long', sha256(address), 2, ${WORDS} from (values ($1::bytea)) as given (address)`,
    [address],
  );
}
