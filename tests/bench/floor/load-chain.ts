import pg from "pg";
import { Pool } from "undici";
import { getManifest } from "../chain/manifest.ts";
import { encodeRange } from "./encode-range.ts";
import { readRange } from "./read-range.ts";
import { writeRange } from "./write-range.ts";

const RANGE_BLOCKS = 100;
/** Two that write keep PostgreSQL busy; the others have their range ready by then. */
const RANGES_IN_FLIGHT = 4;
const WRITERS = 2;

/** Reads a chain into the tables of its blocks, transfers and coverage. */
export async function loadChain(endpoint: string, chainDirectory: string, databaseUrl: string): Promise<void> {
  const { firstBlock, lastBlock, filter } = getManifest(chainDirectory);
  const pool = new Pool(endpoint, { connections: 2 * RANGES_IN_FLIGHT });
  const clients = Array.from({ length: WRITERS }, () => new pg.Client(databaseUrl));
  await Promise.all(clients.map((client) => client.connect()));
  const idle = [...clients];
  const waiting: Array<(client: pg.Client) => void> = [];
  /** By the number of its block: the hash of a range's last one, and what the next range says it was. */
  const ends = new Map<number, string>();
  let next = firstBlock;

  async function work(): Promise<void> {
    while (next <= lastBlock) {
      const from = next;
      next += RANGE_BLOCKS;
      const raw = await readRange(pool, from, Math.min(lastBlock, from + RANGE_BLOCKS - 1), filter);
      const range = encodeRange(from, raw);
      if (from > firstBlock) meet(ends, from - 1, range.firstParentHash);
      if (range.to < lastBlock) meet(ends, range.to, range.lastHash);
      const client = idle.pop() ?? (await new Promise<pg.Client>((resolve) => waiting.push(resolve)));
      await writeRange(client, range, new URL(endpoint).host);
      const taker = waiting.shift();
      if (taker === undefined) idle.push(client);
      else taker(client);
    }
  }

  await Promise.all(Array.from({ length: RANGES_IN_FLIGHT }, work));
  await Promise.all([pool.close(), ...clients.map((client) => client.end())]);
}

/** Two ranges that meet at a block agree on its hash; whichever comes second sees the other's. */
function meet(ends: Map<number, string>, number: number, hash: string): void {
  const known = ends.get(number);
  if (known !== undefined && known !== hash) throw new Error(`ranges do not meet at block ${number}`);
  ends.set(number, hash);
}
