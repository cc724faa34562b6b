import { demo } from "@redflag/domain/chains/demo";
import type { Database } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { blockAt, trunk } from "@redflag/store/ledger.samples";
import { ensurePartitions } from "@redflag/store/partition";
import { upsertTip } from "@redflag/store/tip";

/** What an URL with a key would show, if anything showed it. */
export const ENDPOINT_KEY = "k3ydonotshow";

/**
 * The demo's chain as no real one looks: rows of ten blocks, proven from 100 to 199 (up to 149 dropped by retention), held against
 * the bloom up to 299, missing to 349, a sample of one who lied to 399, two hosts alike to 449, unproven to 460. Its head is 480,
 * final to 440, screened from 100 to 299.
 */
export async function seedCoverage(db: Database): Promise<void> {
  await ensurePartitions(db, demo, 0, 999);
  await insertLane(db.kysely, demo.id, 100);
  await db.pool.query("update lane set head_position = 299, final_position = 199, depth_position = 199");
  await upsertTip(db.kysely, demo.id, { head: blockAt(trunk, 480), finalizedNumber: 440 });
  const stretches: ReadonlyArray<readonly [from: number, to: number, endpoint: string, level: string, proven: number]> =
    [
      [100, 199, "a.example", "proven", 10],
      [200, 299, "a.example", "bloom", 0],
      [350, 399, "liar.example", "proven", 2],
      [400, 449, "b.example", "peers", 0],
      [450, 460, "b.example", "unproven", 0],
    ];
  for (const [from, to, endpoint, level, proven] of stretches) {
    await db.pool.query(
      `insert into coverage (chain_id, from_block, to_block, endpoint, level, proven_block_count, transfer_count, refused_count)
       select $1, start, least(start + 9, $3), $4, $5, $6, 7, 1 from generate_series($2::bigint, $3::bigint, 10) as start`,
      [demo.id, from, to, endpoint, level, proven],
    );
  }
  await db.pool.query(
    `insert into block (chain_id, number, hash, parent_hash, time)
     select $1, number, sha256(number::text::bytea), sha256((number - 1)::text::bytea), to_timestamp(1700000000 + number)
     from generate_series(150, 460) as number where number not between 300 and 349`,
    [demo.id],
  );
  await db.pool.query("insert into cut (chain_id, block, block_time, cut_at) values ($1, 149, now(), now())", [
    demo.id,
  ]);
  const url = `https://liar.example/v3/${ENDPOINT_KEY}?key=${ENDPOINT_KEY}`;
  await db.pool.query(
    `insert into disagreement (chain_id, endpoint, block_number, kind, detail) values
       ($1, 'liar.example', 360, 'logs_omitted', '{"logsGivenBefore":0,"logsGivenNow":2}'),
       ($1, 'liar.example', 361, 'receipts_root', $2),
       ($1, 'a.example', 205, 'peers_differ', '{"peer":"b.example","logs":1,"peerLogs":0}')`,
    [demo.id, JSON.stringify({ fact: `asked ${url}, and got nonsense` })],
  );
  await db.pool.query("update coverage set shortfall = $1 where from_block = 200", [`${url}: no receipts`]);
}
