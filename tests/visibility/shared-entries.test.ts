import { formatAddress } from "@redflag/domain/address";
import { openDatabase } from "@redflag/store/database";
import { sampleEntry } from "@redflag/store/list.samples";
import { knownListingsOf, knownListingsOfMany } from "@redflag/store/listing-read";
import { importListVersion } from "@redflag/store/watchlist";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../test-database.ts";

/*
 * How long an answer takes follows from what PostgreSQL does for it. To an exchange an address that is listed inside, and
 * for nobody else, costs to the last page what an address costs that is listed nowhere.
 */

const databaseUrl = await createTestDatabaseUrl();
const owner = await openDatabase({ url: databaseUrl, applicationName: "test", poolMax: 1 });
afterAll(() => owner.close());
const exchange = new pg.Pool({ connectionString: urlOf("redflag_exchange", databaseUrl), max: 1 });
afterAll(() => exchange.end());

const inside = Array.from({ length: 5_000 }, (_, i) =>
  sampleEntry(`inside ${i}`, { sharing: i % 2 ? "TLP:RED" : "TLP:AMBER" }),
);
const shared = Array.from({ length: 5_000 }, (_, i) => sampleEntry(`shared ${i}`, { sharing: "TLP:GREEN" }));
const SUBSCRIBER = "00000000-0000-4000-8000-000000000001";
const nowhere = sampleEntry("nowhere");
await importListVersion(owner, {
  list: { id: "orders", title: "Orders", authority: "Authority" },
  entries: [...inside, ...shared],
  source: "a file",
});
await owner.pool.query(`
  insert into freeze_event (chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time)
    select 1, n, 0, 0, sha256('x'), '\\x01', 'freeze', substring(sha256(format('frozen %s', n)::bytea) for 20), now()
    from generate_series(1, 5000) as n;
  insert into subscriber (id, name) values ('${SUBSCRIBER}', 'One');
  insert into released_event (subscriber_id, position, event_id, payload)
    select '${SUBSCRIBER}', n, sha256(format('%s', n)::bytea),
      jsonb_build_object('subject', 'eip155:1:0x01') from generate_series(1, 5000) as n;
  insert into inferred_service (chain_id, address, from_block, from_log, service, forward_count, share_ppm, first_time,
      last_time, confidence)
    select 1, substring(sha256(format('deposit %s', n)::bytea) for 20), n, 0, substring(sha256('wallet') for 20), 3, 1, now(),
      now(), 50 from generate_series(1, 5000) as n`);
await owner.pool.query("vacuum analyze");

/** Each node with its rows, loops and pages; what is stated of time, and the key that was asked for, left out. */
async function workOf(addresses: readonly `0x${string}`[], planCache: string): Promise<string> {
  const asked = addresses.map((address) => ({ address, subject: formatAddress(address, "eip155") }));
  const [first = { address: "0x", subject: "" } as const] = asked;
  const isMany = asked.length > 1;
  const { name, text, values } = isMany ? knownListingsOfMany("exchange", asked) : knownListingsOf("exchange", first);
  const [value, subject] = isMany ? values : [first.address.replace("0x", "\\x"), first.subject];
  const client = await exchange.connect();
  try {
    await client.query(`set plan_cache_mode = ${planCache}; set redflag.subscriber = '${SUBSCRIBER}'; deallocate all`);
    await client.query(`prepare ${name} as ${text}`);
    const explain = `explain (analyze, buffers, timing off, summary off) execute ${name} ('${value}', '${subject}')`;
    // Once for what is read for the first time on this connection.
    await client.query(explain);
    const { rows } = await client.query(explain);
    return rows
      .map((row) => String(row["QUERY PLAN"]))
      .filter((line) => !line.includes("Planning"))
      .join("\n")
      .replaceAll(/'(\{.*?\}|\\x[0-9a-f]{40}|0x[0-9a-fA-F]{40})'/g, "'…'");
  } finally {
    client.release();
  }
}

test.each(["force_generic_plan", "force_custom_plan"])(
  "with %s, one listed inside is as much work as one listed nowhere",
  async (planCache) => {
    const work = await workOf([nowhere.address], planCache);
    expect(work).toMatch(/Index (Only )?Scan (using|on) shared_entry_address/);
    expect(work).toContain("Buffers: ");
    expect(work).not.toMatch(/list_entry|list_version|Seq Scan on shared_entry/);
    // One index each, however many partitions the ledger has.
    expect(work).toMatch(/Index Scan using freeze_event_account/);
    expect(work).toMatch(/Index (Only )?Scan (using|on) inferred_service_address/);
    // Where all that was released is about one, as it is here, the order of positions would seem the shorter way.
    expect(work).toMatch(/Index Scan using released_event_subject/);
    expect(work).not.toMatch(/Seq Scan on released_event/);
    expect(work).not.toMatch(/issuer_event|Seq Scan on (freeze_event|inferred_service)/);
    for (const { address } of inside.slice(0, 20)) expect(await workOf([address], planCache)).toBe(work);
    expect(await workOf([shared[0]?.address ?? "0x"], planCache)).not.toBe(work);
  },
);

test("and so of a thousand at once", async () => {
  const others = Array.from({ length: 1_000 }, (_, i) => sampleEntry(`nowhere ${i}`).address).sort();
  const work = await workOf(others, "force_generic_plan");
  expect(work).toContain("shared_entry_address");
  // Among other keys the search of the index goes other ways; what it finds is the same nothing.
  const found = (text: string) =>
    text.split("\n").filter((line) => line.includes("actual rows") && line.includes("shared_entry"));
  const ofInside = await workOf(
    inside.slice(0, 1_000).map(({ address }) => address),
    "force_generic_plan",
  );
  expect(found(ofInside)).toEqual(found(work));
  expect(found(work).join()).toMatch(/actual rows=0/);
});
