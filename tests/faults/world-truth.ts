import { DEMO_CONTRACTS } from "@redflag/chain/devnet/demo-token";
import { openNode } from "@redflag/chain/devnet/node-calls";
import { demo } from "@redflag/domain/chains/demo";
import { TRANSFER_TOPIC } from "@redflag/domain/decode-transfer";
import type { Database } from "@redflag/store/database";
import { type ApiCallers, listDone } from "../kill/api-callers.ts";
import { contentsOf, screenUndisturbed, standingAlerts, transactionsOf } from "../kill/undisturbed.ts";
import type { KillWorld } from "../kill/world.ts";
import type { PublishedList } from "./published-list.ts";
import type { WebhookSink } from "./webhook-sink.ts";

export const KINDS = ["transfers", "alerts", "events", "deliveries", "answers", "lists"] as const;
export type Kind = (typeof KINDS)[number];

/** Of each kind, what there must be, and what is missing of it or there more than once or without cause. */
export interface Tally {
  expected: number;
  lost: number;
  doubled: number;
}

export interface Truth extends Record<Kind, Tally> {
  /** Requests for an event that the receiver had taken before: allowed, an exchange knows them by their id. */
  sentAgain: number;
}

interface Compared {
  world: KillWorld;
  db: Database;
  /** An empty one, for the run that nobody disturbs. */
  undisturbedDb: Database;
  sink: WebhookSink;
  callers: ApiCallers;
  list: PublishedList;
}

/** Compares what is in the tables and at the receiver with what the node and an undisturbed run say. Everything is at rest. */
export async function readTruth({ world, db, undisturbedDb, sink, callers, list }: Compared): Promise<Truth> {
  const undisturbed = await screenUndisturbed(undisturbedDb, world);
  return {
    transfers: compare(await chainTransfers(world), await storedTransfers(db)),
    alerts: await compareAlerts(world, db, undisturbed),
    events: await compareEvents(db, world),
    ...(await compareDeliveries(db, sink)),
    answers: await compareAnswers(db, callers),
    lists: compare(list.addresses, await list.listHeld()),
  };
}

/** Each must be there once. */
export function compare(expected: readonly string[], found: readonly string[]): Tally {
  const left = new Map<string, number>();
  for (const key of expected) left.set(key, (left.get(key) ?? 0) + 1);
  let doubled = 0;
  for (const key of found) {
    const count = left.get(key) ?? 0;
    if (count === 0) doubled++;
    else left.set(key, count - 1);
  }
  const lost = [...left.values()].reduce((sum, count) => sum + count, 0);
  return { expected: expected.length, lost, doubled };
}

/** As the node itself says, past everything that the product reads with. */
async function chainTransfers({ anvil, startBlock }: KillWorld): Promise<string[]> {
  const node = openNode(anvil.url);
  try {
    const filter = {
      fromBlock: `0x${startBlock.toString(16)}`,
      toBlock: "latest",
      address: Object.values(DEMO_CONTRACTS).map(({ address }) => address),
      topics: [TRANSFER_TOPIC],
    };
    const logs = (await node.call("eth_getLogs", filter)) as Array<
      Record<"blockNumber" | "logIndex" | "transactionHash" | "data", string>
    >;
    return logs.map(({ blockNumber, logIndex, transactionHash, data }) =>
      [Number(blockNumber), Number(logIndex), transactionHash, BigInt(data)].join(" "),
    );
  } finally {
    await node.close();
  }
}

async function storedTransfers({ pool }: Database): Promise<string[]> {
  const sql =
    "select block_number, log_index, encode(tx_hash, 'hex') as tx, amount::text from transfer where chain_id = $1";
  const { rows } = await pool.query(sql, [demo.id]);
  return rows.map((row) => [row.block_number, row.log_index, `0x${row.tx}`, row.amount].join(" "));
}

/** Watchlist hits by what was really paid; all of them, word for word, by the undisturbed run. */
async function compareAlerts(
  world: KillWorld,
  db: Database,
  undisturbed: Awaited<ReturnType<typeof standingAlerts>>,
): Promise<Tally> {
  const found = await standingAlerts(db);
  const hits = transactionsOf(found.filter(({ alert }) => alert.heuristic === "watchlist-hit"));
  const pairs = (of: Iterable<readonly [string, Iterable<string>]>) =>
    [...of].flatMap(([subject, hashes]) => [...hashes].map((hash) => `${subject} ${hash}`));
  const paid = compare(pairs(world.expected), pairs(hits));
  const whole = compare(contentsOf(undisturbed), contentsOf(found));
  return {
    expected: whole.expected + paid.expected,
    lost: whole.lost + paid.lost,
    doubled: whole.doubled + paid.doubled,
  };
}

/**
 * What exchanges are told: of each payment of a listed address that stands, at the end, that it is final, once. And of each alert what
 * it is now; what came and went within one step is told as one change.
 */
async function compareEvents({ pool }: Database, { expected }: KillWorld): Promise<Tally> {
  const paid = [...expected.values()].flatMap((hashes) => [...hashes]);
  const { rows: told } = await pool.query(
    `select distinct on (payload ->> 'alert') payload -> 'transfers' -> 0 ->> 'transaction' as tx, payload ->> 'state' as state
     from released_event where payload ->> 'type' like 'alert.%'
     order by payload ->> 'alert', (payload ->> 'stateSeq')::int desc`,
  );
  const final = compare(
    paid,
    told
      .filter(({ state }) => state !== "withdrawn")
      .map(({ tx, state }) => (state === "final" ? tx : `${tx} ${state}`)),
  );
  const { rows: alerts } = await pool.query(
    `select count(*)::int as events, count(distinct (event.revision, event.state_seq))::int as said,
       coalesce(bool_or(event.revision = alert.revision and event.state_seq = alert.state_seq), false) as is_current
     from alert left join event on event.alert_id = alert.id group by alert.id`,
  );
  return {
    expected: final.expected + alerts.length,
    lost: final.lost + sum(alerts, ({ is_current }) => (is_current ? 0 : 1)),
    doubled: final.doubled + sum(alerts, ({ events, said }) => events - said),
  };
}

/** Each released event for each subscription: one row that says delivered, and the receiver has it, always with the same words. */
async function compareDeliveries(
  { pool }: Database,
  { received }: WebhookSink,
): Promise<Pick<Truth, "deliveries" | "sentAgain">> {
  const { rows: released } = await pool.query("select '0x' || encode(event_id, 'hex') as id from released_event");
  const { rows: delivered } = await pool.query(
    "select '0x' || encode(event_id, 'hex') as id from delivery where state = 'delivered'",
  );
  const ids = released.map(({ id }) => id as string);
  const rows = compare(
    ids,
    delivered.map(({ id }) => id as string),
  );
  const known = compare(ids, [...received.keys()]);
  const others = sum([...received.values()], ({ bodies }) => bodies.size - 1);
  return {
    deliveries: {
      expected: ids.length,
      lost: Math.max(rows.lost, known.lost),
      doubled: rows.doubled + known.doubled + others,
    },
    sentAgain: sum([...received.values()], ({ times }) => times - 1),
  };
}

/** What was answered stands under the id that was answered, and was written down as done, both once. */
async function compareAnswers(db: Database, { answered }: ApiCallers): Promise<Tally> {
  const { rows, auditCount } = await listDone(db);
  const standing = compare(
    [...answered].map(([text, id]) => `${text} ${id}`),
    rows,
  );
  const missing = answered.size - auditCount;
  return {
    expected: standing.expected,
    lost: Math.max(standing.lost, missing),
    doubled: Math.max(standing.doubled, -missing),
  };
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
