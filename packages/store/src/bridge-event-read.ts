import type { BridgeEvent, BridgeEventKind } from "@redflag/domain/bridge-event";
import type { Hash } from "@redflag/domain/hex";
import type { Selectable } from "kysely";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { BridgeEventTable } from "./schema.ts";

/** What bridges said in blocks from..to, in ledger order. */
export async function listBridgeEvents(
  db: Executor,
  chainId: number,
  from: number,
  to: number,
): Promise<BridgeEvent[]> {
  const rows = await db
    .selectFrom("bridge_event")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", ">=", from)
    .where("block_number", "<=", to)
    .orderBy("block_number")
    .orderBy("log_index")
    .execute();
  return rows.map(bridgeEventOf);
}

/** What bridges said in a transaction of this block, in ledger order. */
export async function listBridgeEventsOfTransaction(
  db: Executor,
  chainId: number,
  txHash: Hash,
  blockNumber: number,
): Promise<BridgeEvent[]> {
  const rows = await db
    .selectFrom("bridge_event")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("block_number", "=", blockNumber)
    .where("tx_hash", "=", bytesOf(txHash))
    .orderBy("log_index")
    .execute();
  return rows.map(bridgeEventOf);
}

function bridgeEventOf(row: Selectable<BridgeEventTable>): BridgeEvent {
  return {
    blockNumber: row.block_number,
    logIndex: row.log_index,
    txHash: hexOf(row.tx_hash),
    bridge: row.bridge,
    contract: hexOf(row.contract),
    kind: row.kind as BridgeEventKind,
    ...(row.link_id !== null && { linkId: row.link_id }),
    ...(row.remote_domain !== null && { remoteDomain: row.remote_domain }),
    ...(row.account !== null && { account: hexOf(row.account) }),
    ...(row.remote_account !== null && { remoteAccount: hexOf(row.remote_account) }),
    ...(row.token !== null && { token: hexOf(row.token) }),
    ...(row.amount !== null && { amount: BigInt(row.amount) }),
  };
}
