import type { Address } from "@redflag/domain/address";
import { Kysely, PostgresDialect, sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { sampleChain } from "./ledger.samples.ts";
import { ensurePartitions } from "./partition.ts";
import type { Schema } from "./schema.ts";
import { listTransfersOf, streamTransfersOf } from "./transfer-read.ts";

const db = await openTestDatabase();
const asked: Array<{ sql: string; parameters: readonly unknown[] }> = [];
const listened = new Kysely<Schema>({
  dialect: new PostgresDialect({ pool: db.pool }),
  log: ({ query }) => void asked.push(query),
});
const holder: Address = `0x${"0".repeat(38)}07`;
const chain = { ...sampleChain(1), partitionBlocks: 1_000 };

/** Three partitions of transfers among thousands, ten of them from the holder and ten to it. */
beforeAll(async () => {
  await ensurePartitions(db, chain, 0, 2_999);
  await sql`
    insert into transfer (chain_id, block_number, log_index, tx_hash, tx_ordinal, token, sender, recipient, amount)
    select 1, number / 10, number % 10, '\\x01', 0, '\\x02',
      decode(lpad(to_hex(number % 3001), 40, '0'), 'hex'), decode(lpad(to_hex(number % 2999), 40, '0'), 'hex'), 5
    from generate_series(0, 29999) as number`.execute(db.kysely);
  await sql`analyze transfer`.execute(db.kysely);
});

async function plansOf(read: () => Promise<unknown>): Promise<string[]> {
  asked.length = 0;
  await read();
  const queries = asked.splice(0);
  return Promise.all(
    queries.map(async (query) => {
      const { rows } = await db.pool.query(`explain ${query.sql}`, [...query.parameters]);
      return rows.map((row: { "QUERY PLAN": string }) => row["QUERY PLAN"]).join("\n");
    }),
  );
}

test.each([
  ["the newest of an address", () => listTransfersOf(listened, 1, holder, 5)],
  ["all of an address in a stretch", () => Array.fromAsync(streamTransfersOf(listened, 1, holder, 500, 2_500))],
])("%s are found by each partition's own index", async (_, read) => {
  const [sent = "", received = ""] = await plansOf(read);
  for (const ordinal of [0, 1, 2]) {
    expect(sent).toContain(`transfer_1_${ordinal}_sender`);
    expect(received).toContain(`transfer_1_${ordinal}_recipient`);
  }
  expect(`${sent}${received}`).not.toContain("Seq Scan");
});

test.each([
  ["issuer_event", "account"],
  ["bridge_event", "link_id"],
])("what %s says of one %s is found by its partitions' index", async (table, column) => {
  const client = await db.pool.connect();
  await client.query("set enable_seqscan = off");
  const value = column === "account" ? "'\\x01'" : "'a'";
  const { rows } = await client.query(`explain select * from ${table} where chain_id = 1 and ${column} = ${value}`);
  await client.query("reset enable_seqscan");
  client.release();
  const plan = JSON.stringify(rows);
  for (const ordinal of [0, 1, 2]) expect(plan).toContain(`${table}_1_${ordinal}_${column.split("_")[0]}`);
});
