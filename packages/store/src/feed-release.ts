import type { Alert, Evidence } from "@redflag/domain/alert";
import { sharingsKnownTo } from "@redflag/domain/audience";
import type { ListedEntry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import type { Transfer } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { evidenceOf } from "./alert-row.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { listedEntryOf } from "./entry-row.ts";
import { textArray } from "./sql-array.ts";

/** A payment as its transaction has it, whatever its token. */
export type NamedPayment = Pick<Transfer, "txHash" | "txOrdinal">;

/** An event at its place, and the alert that it tells of. */
export interface PlacedEvent {
  position: number;
  revision: Hash;
  /** As it was written: parse it with the contract's schema. */
  payload: unknown;
  /** The moment of the transaction that wrote it: as of then it was judged by the lists. */
  writtenAt: Date;
  chainId: number;
  alert: Pick<Alert, "id" | "heuristic" | "subject">;
}

/** What one transaction of staff's has said. */
export interface FeedStep {
  /** Of these rules alone, oldest first. */
  events: PlacedEvent[];
}

/**
 * What comes next of the feed, oldest first, by whole transactions: how much of them is of other alerts must not show in where
 * a part of one ends.
 * @param countMin how many events to look at, where there are so many: more, until they end with a transaction
 */
export async function listFeedToRelease(
  tx: Executor,
  rules: readonly string[],
  countMin: number,
): Promise<{ steps: FeedStep[]; upTo: number | undefined; isFull: boolean }> {
  const { position } = await tx.selectFrom("release_position").select("position").executeTakeFirstOrThrow();
  // First: whatever is given its place from now on is missing here, and not there.
  const waiting = await listWaitingSteps(tx);
  for (let limit = countMin; ; limit *= 4) {
    const rows = await listPlaced(tx, position, limit);
    const isFull = rows.length === limit;
    const keys = rows.map(stepKey);
    const count = countWhole(keys, isFull ? new Set([...waiting, ...keys.slice(-1)]) : waiting);
    if (count === 0 && isFull) continue;
    const whole = rows.slice(0, count);
    const steps = [...Map.groupBy(whole, stepKey).values()].map((own) => ({
      events: own.filter(({ alert }) => rules.includes(alert.heuristic)),
    }));
    return { steps, upTo: whole.at(-1)?.position, isFull: isFull && count > 0 };
  }
}

/** A transaction by its chain and moment: a lane has one after the other. */
function stepKey({ chainId, writtenAt }: Pick<PlacedEvent, "chainId" | "writtenAt">): string {
  return `${chainId} ${writtenAt.toISOString()}`;
}

/** How many rows there are up to the last place that no transaction spans. */
function countWhole(keys: readonly string[], unended: ReadonlySet<string>): number {
  const lastAt = new Map(keys.map((key, index) => [key, unended.has(key) ? keys.length : index]));
  let count = 0;
  let end = -1;
  for (const [index, key] of keys.entries()) {
    end = Math.max(end, lastAt.get(key) ?? index);
    if (end === index) count = index + 1;
  }
  return count;
}

async function listWaitingSteps(tx: Executor): Promise<Set<string>> {
  const rows = await tx
    .selectFrom("feed_pending")
    .innerJoin("event", "event.id", "feed_pending.event_id")
    .innerJoin("alert", "alert.id", "event.alert_id")
    .select(["alert.chain_id", "event.created_at"])
    .distinct()
    .execute();
  return new Set(rows.map((row) => stepKey({ chainId: row.chain_id, writtenAt: row.created_at })));
}

async function listPlaced(tx: Executor, position: number, limit: number): Promise<PlacedEvent[]> {
  const rows = await tx
    .selectFrom("feed")
    .innerJoin("event", "event.id", "feed.event_id")
    .innerJoin("alert", "alert.id", "event.alert_id")
    .select(["feed.position", "event.revision", "event.payload", "event.created_at"])
    .select(["alert.id", "alert.heuristic", "alert.subject", "alert.chain_id"])
    .where("feed.position", ">", position)
    .orderBy("feed.position")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    position: row.position,
    revision: hexOf(row.revision),
    payload: row.payload,
    writtenAt: row.created_at,
    chainId: row.chain_id,
    alert: { id: hexOf(row.id), heuristic: row.heuristic, subject: hexOf(row.subject) },
  }));
}

export async function updateReleasePosition(tx: Executor, position: number): Promise<void> {
  await tx.updateTable("release_position").set({ position }).execute();
}

/** Which payment an event added, beyond what it says itself; undefined where the alert has not got it so any more. */
export async function findAddedPayment(
  tx: Executor,
  { alert, revision }: PlacedEvent,
): Promise<NamedPayment | undefined> {
  const row = await tx
    .selectFrom("evidence")
    .select(["tx_hash", "tx_ordinal"])
    .where("alert_id", "=", bytesOf(alert.id))
    .where("revision", "=", bytesOf(revision))
    .executeTakeFirst();
  return row && { txHash: hexOf(row.tx_hash), txOrdinal: row.tx_ordinal };
}

/** An entry that exchanges knew of, and whether its list still shares something of who it is about. */
export interface KnownEntry {
  entry: ListedEntry;
  isStillShared: boolean;
}

/**
 * What exchanges could know at that moment of who has these bytes, in any family. Each entry is of the version of its list that it was
 * outside.
 */
export async function listEntriesForExchanges(
  tx: Executor,
  subject: Alert["subject"],
  moment: Date,
): Promise<KnownEntry[]> {
  // Of the moment its fraction of a millisecond is lost on the way, and what came in that was there.
  const until = new Date(moment.getTime() + 1);
  const { rows } = await sql<Parameters<typeof listedEntryOf>[0] & { shared_seq: number; is_still_shared: boolean }>`
    select list_entry.*, shared.seq as shared_seq, exists (
      select from shared_entry
      where shared_entry.address = list_entry.address and shared_entry.family = list_entry.family
        and shared_entry.list_id = list_entry.list_id
    ) as is_still_shared
    from list_entry
    join list_version as first on first.list_id = list_entry.list_id and first.seq = list_entry.first_seq
    left join list_version as ended on ended.list_id = list_entry.list_id and ended.seq = list_entry.ended_seq
    join shared_version as shared on shared.list_id = list_entry.list_id
      and shared.created_at < ${until} and (shared.ended_at is null or shared.ended_at >= ${until})
    where list_entry.address = ${anyBytes([subject])}
      and list_entry.sharing = any(${textArray(sharingsKnownTo("exchange"))}::text[])
      and first.created_at < ${until} and (ended.created_at is null or ended.created_at >= ${until})
    order by list_entry.list_id collate "C", list_entry.entry_id`.execute(tx);
  return rows.map((row) => ({ entry: listedEntryOf(row, row.shared_seq), isStillShared: row.is_still_shared }));
}

/** What one of staff's alerts has of a payment now. */
export interface PaymentEvidence {
  alert: PlacedEvent["alert"];
  evidence: Evidence;
  /** When it was judged as it stands: the moment of the transaction that told it. */
  judgedAt: Date;
}

/** What these rules have about a subject in one payment, or in its likes of other tokens in the same transaction. */
export async function listPaymentEvidence(
  tx: Executor,
  chainId: number,
  { txHash, txOrdinal }: NamedPayment,
  subject: Alert["subject"],
  rules: readonly string[],
): Promise<PaymentEvidence[]> {
  const rows = await tx
    .selectFrom("evidence")
    .innerJoin("alert", "alert.id", "evidence.alert_id")
    .selectAll("evidence")
    .select(["alert.heuristic", "alert.subject"])
    .select((eb) =>
      // Newest first: of an alert with many events the last ones are asked for.
      eb
        .selectFrom("event")
        .select("created_at")
        .whereRef("event.alert_id", "=", "evidence.alert_id")
        .whereRef("event.revision", "=", "evidence.revision")
        .where("kind", "in", ["created", "updated"])
        .orderBy("position", "desc")
        .limit(1)
        .as("judged_at"),
    )
    .where("evidence.tx_hash", "=", bytesOf(txHash))
    .where("evidence.tx_ordinal", "=", txOrdinal)
    .where("evidence.chain_id", "=", chainId)
    .where("alert.subject", "=", bytesOf(subject))
    .where("alert.heuristic", "in", rules)
    .orderBy("evidence.alert_id")
    .orderBy("evidence.ordinal")
    .execute();
  return rows.flatMap((row) => {
    if (row.judged_at === null) return [];
    const alert = { id: hexOf(row.alert_id), heuristic: row.heuristic, subject: hexOf(row.subject) };
    return [{ alert, evidence: evidenceOf(row), judgedAt: row.judged_at }];
  });
}
