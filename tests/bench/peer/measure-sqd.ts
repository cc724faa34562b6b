import assert from "node:assert/strict";
import { join } from "node:path";
import pg from "pg";
import type { DrawnChain } from "../chain/manifest.ts";
import type { Cluster } from "../cluster.ts";
import { type Measurement, measureRun } from "../measure.ts";
import { runProcess } from "../run-process.ts";

export const SQD = "SQD, its typeorm store";

/** The ledger's facts as text, as such indexers keep them, with the key and both address indexes that the floor has. */
const TABLES = [
  `create table transfer (id text primary key, token text not null, sender text not null, receiver text not null,
     transaction text not null, block int not null, log_index int not null, timestamp int not null, amount numeric not null)`,
  "create index on transfer (sender)",
  "create index on transfer (receiver)",
];

export interface PeerPlace {
  endpoint: string;
  chainDirectory: string;
  manifest: DrawnChain;
  workDirectory: string;
  /** As `ensureSqd` gave it. */
  sqdDirectory: string;
}

/** Runs the peer on the same bytes, in the same PostgreSQL, and holds it to the chain: it checks nothing of what it is answered. */
export async function measureSqd(cluster: Cluster, place: PeerPlace): Promise<Measurement> {
  const { endpoint, chainDirectory, manifest, workDirectory, sqdDirectory } = place;
  const name = "peer";
  const url = await cluster.createDatabase(name);
  await query(url, ...TABLES);
  await cluster.checkpoint();
  const program = join(sqdDirectory, "main.js");
  // Any free port: it serves metrics whether they are wanted or not.
  const env = { DB_URL: url, PROMETHEUS_PORT: "0" };
  const usageFile = join(workDirectory, "usage.json");
  const measurement = await measureRun(
    cluster,
    name,
    async () => (await runProcess(program, [endpoint, chainDirectory], env, usageFile)).usage,
  );
  const stored = await query(url, "select count(*), sum(amount) from transfer");
  assert.deepEqual(stored, [{ count: `${manifest.transferCount}`, sum: manifest.amountSum }], "the peer stored it all");
  await cluster.dropDatabase(name);
  return measurement;
}

/** @returns the rows of the last of them */
async function query(url: string, ...statements: readonly string[]): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  let rows: unknown[] = [];
  for (const sql of statements) ({ rows } = await client.query(sql));
  await client.end();
  return rows;
}
