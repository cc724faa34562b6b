import type { BridgeEvent } from "@redflag/domain/bridge-event";
import type { Chain } from "@redflag/domain/chain";
import type { IssuerEvent, LedgerPosition, RefusedLog } from "@redflag/domain/transfer";
import { sql } from "kysely";
import { splitAtMultiples } from "./block-span.ts";
import { bytesOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { COVERAGE_LEVELS, type PackedLogs, type PackedRange } from "./ledger-range.ts";
import { byteaArray, byteaArrayArray, numberArray, textArray } from "./sql-array.ts";

/**
 * Writes a range that the ledger does not hold: one statement a table. Blocks first, so that two writers of the same
 * blocks meet before either has done the work. The range lies where partitions stand (`ensurePartitions`).
 */
export async function insertRange(tx: Executor, chain: Chain, range: PackedRange): Promise<void> {
  if (range.blocks.length === 0) return;
  await insertBlocks(tx, chain.id, range);
  await insertLogs(tx, chain.id, range);
  await insertCoverage(tx, chain, range);
}

/** The logs alone, of blocks that the ledger holds without them. */
export async function insertLogs(tx: Executor, chainId: number, logs: PackedLogs): Promise<void> {
  await logs.transfers.insert(tx);
  await insertIssuerEvents(tx, chainId, logs.issuerEvents);
  await insertBridgeEvents(tx, chainId, logs.bridgeEvents);
  await insertRefusedLogs(tx, chainId, logs.refusedLogs);
}

async function insertBlocks(tx: Executor, chainId: number, { blocks }: PackedRange): Promise<void> {
  await sql`
    insert into block (chain_id, number, hash, parent_hash, time)
    select ${chainId}::bigint, number, hash, parent_hash, to_timestamp(time)
    from unnest(
      ${numberArray(blocks.map((block) => block.number))}::bigint[],
      ${byteaArray(blocks.map((block) => block.hash))}::bytea[],
      ${byteaArray(blocks.map((block) => block.parentHash))}::bytea[],
      ${numberArray(blocks.map((block) => block.time))}::bigint[]
    ) as given (number, hash, parent_hash, time)`.execute(tx);
}

async function insertIssuerEvents(tx: Executor, chainId: number, issuerEvents: readonly IssuerEvent[]): Promise<void> {
  if (issuerEvents.length === 0) return;
  await sql`
    insert into issuer_event (chain_id, block_number, log_index, tx_hash, ordinal, token, kind, account, amount)
    select ${chainId}::bigint, given.*
    from unnest(
      ${positionArrays(issuerEvents)},
      ${numberArray(issuerEvents.map((event) => event.ordinal))}::integer[],
      ${byteaArray(issuerEvents.map((event) => event.token))}::bytea[],
      ${textArray(issuerEvents.map((event) => event.kind))}::text[],
      ${byteaArray(issuerEvents.map((event) => event.account))}::bytea[],
      ${numberArray(issuerEvents.map((event) => event.amount))}::numeric[]
    ) as given`.execute(tx);
}

async function insertBridgeEvents(tx: Executor, chainId: number, bridgeEvents: readonly BridgeEvent[]): Promise<void> {
  if (bridgeEvents.length === 0) return;
  await sql`
    insert into bridge_event (chain_id, block_number, log_index, tx_hash,
      bridge, contract, kind, link_id, remote_domain, account, remote_account, token, amount)
    select ${chainId}::bigint, given.*
    from unnest(
      ${positionArrays(bridgeEvents)},
      ${textArray(bridgeEvents.map((event) => event.bridge))}::text[],
      ${byteaArray(bridgeEvents.map((event) => event.contract))}::bytea[],
      ${textArray(bridgeEvents.map((event) => event.kind))}::text[],
      ${textArray(bridgeEvents.map((event) => event.linkId))}::text[],
      ${numberArray(bridgeEvents.map((event) => event.remoteDomain))}::bigint[],
      ${byteaArray(bridgeEvents.map((event) => event.account))}::bytea[],
      ${byteaArray(bridgeEvents.map((event) => event.remoteAccount))}::bytea[],
      ${byteaArray(bridgeEvents.map((event) => event.token))}::bytea[],
      ${numberArray(bridgeEvents.map((event) => event.amount))}::numeric[]
    ) as given`.execute(tx);
}

async function insertRefusedLogs(tx: Executor, chainId: number, refusedLogs: readonly RefusedLog[]): Promise<void> {
  if (refusedLogs.length === 0) return;
  await sql`
    insert into refused_log (chain_id, block_number, log_index, tx_hash, token, topics, data, reason)
    select ${chainId}::bigint, block_number, log_index, tx_hash, token, topics::bytea[], data, reason
    from unnest(
      ${positionArrays(refusedLogs)},
      ${byteaArray(refusedLogs.map((log) => log.token))}::bytea[],
      ${byteaArrayArray(refusedLogs.map((log) => log.topics))}::text[],
      ${byteaArray(refusedLogs.map((log) => log.data))}::bytea[],
      ${textArray(refusedLogs.map((log) => log.reason))}::text[]
    ) as given (block_number, log_index, tx_hash, token, topics, data, reason)`.execute(tx);
}

function positionArrays(rows: readonly LedgerPosition[]) {
  return sql`
    ${numberArray(rows.map((row) => row.blockNumber))}::bigint[],
    ${numberArray(rows.map((row) => row.logIndex))}::integer[],
    ${byteaArray(rows.map((row) => row.txHash))}::bytea[]`;
}

/** What is said of how the range was read; the ledger holds its blocks and logs. */
export async function insertCoverage(tx: Executor, chain: Chain, range: PackedRange): Promise<void> {
  const whole = { from: range.blocks[0]?.number ?? 0, to: range.blocks.at(-1)?.number ?? -1 };
  const isProof = COVERAGE_LEVELS.indexOf(range.level) >= COVERAGE_LEVELS.indexOf("self_consistent");
  const rows = splitAtMultiples(whole, chain.partitionBlocks).map(({ from, to }) => {
    const count = (logs: readonly LedgerPosition[]) =>
      logs.filter((log) => log.blockNumber >= from && log.blockNumber <= to).length;
    return {
      chain_id: chain.id,
      from_block: from,
      to_block: to,
      endpoint: range.endpoint,
      level: range.level,
      proven_block_count: isProof ? to - from + 1 : 0,
      transfer_count: range.transfers.slice({ from, to }).count,
      refused_count: count(range.refusedLogs),
      filter: range.filter === undefined ? null : bytesOf(range.filter),
    };
  });
  await tx.insertInto("coverage").values(rows).execute();
}
