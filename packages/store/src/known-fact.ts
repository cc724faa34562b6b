import type { Address } from "@redflag/domain/address";
import type { Audience } from "@redflag/domain/audience";
import type { FreezeEvent } from "@redflag/domain/freeze-book";
import type { Inference } from "@redflag/domain/inference";
import { hexOf } from "./bytes.ts";

/** A freeze or its end on some chain. */
export interface KnownFreeze extends FreezeEvent {
  chainId: number;
}

/** That an address of a chain is inferred to be a deposit address. */
export interface KnownDeposit {
  chainId: number;
  inference: Inference;
}

/** What stands of an inference: staff read all, an exchange those about a wallet that is shared with it. */
const DEPOSIT_TABLES: Readonly<Record<Audience, string>> = {
  staff: "inferred_service where until_block is null and",
  exchange: "shared_deposit where",
};

/** Two columns of one statement: freezes, which anybody can read from the chain, and inferred deposit addresses. */
export const factsAbout = (audience: Audience, addressIs: (column: string) => string) => `
    (select coalesce(json_agg(json_build_object(
        'chainId', chain_id, 'blockNumber', block_number, 'logIndex', log_index, 'ordinal', ordinal, 'txHash', tx_hash,
        'token', token, 'kind', kind, 'account', account, 'time', extract(epoch from block_time)::bigint)), '[]')
      from freeze_event where ${addressIs("account")}) as freezes,
    (select coalesce(json_agg(json_build_object(
        'chainId', chain_id, 'address', address, 'blockNumber', from_block, 'logIndex', from_log, 'service', service,
        'forwardCount', forward_count, 'sharePpm', share_ppm, 'firstTime', extract(epoch from first_time)::bigint,
        'lastTime', extract(epoch from last_time)::bigint, 'confidence', confidence)), '[]')
      from ${DEPOSIT_TABLES[audience]} ${addressIs("address")}) as deposits`;

/** As PostgreSQL writes them as JSON: bytes as `\x` and digits. */
export interface FactsRow {
  freezes: Array<
    Omit<KnownFreeze, "txHash" | "token" | "account"> & { txHash: string; token: string; account: string }
  >;
  deposits: Array<
    { chainId: number; address: string; blockNumber: number; logIndex: number; service: string } & Omit<
      Inference,
      "address" | "from" | "service"
    >
  >;
}

/** Freezes by chain in ledger order, deposits by chain. */
export function factsOf({ freezes, deposits }: FactsRow): { freezes: KnownFreeze[]; deposits: KnownDeposit[] } {
  return {
    freezes: freezes
      .sort(
        (a, b) =>
          a.chainId - b.chainId || a.blockNumber - b.blockNumber || a.logIndex - b.logIndex || a.ordinal - b.ordinal,
      )
      .map((row) => ({ ...row, txHash: hex(row.txHash), token: hex(row.token), account: hex(row.account) })),
    deposits: deposits
      .sort((a, b) => a.chainId - b.chainId)
      .map(({ chainId, address, blockNumber, logIndex, service, ...known }) => ({
        chainId,
        inference: { ...known, address: hex(address), service: hex(service), from: { blockNumber, logIndex } },
      })),
  };
}

function hex(text: string): Address {
  return hexOf(bytesOfJson(text));
}

/** Bytes as PostgreSQL writes them into JSON. */
export function bytesOfJson(text: string): Buffer {
  return Buffer.from(text.slice(2), "hex");
}
