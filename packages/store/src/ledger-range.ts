import assert from "node:assert";
import type { BridgeEvent } from "@redflag/domain/bridge-event";
import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { Block, IssuerEvent, RefusedLog, Transfer } from "@redflag/domain/transfer";
import { TransferRows } from "./transfer-rows.ts";

/** How a stretch of the ledger was checked, weakest first. `self_consistent` is a proof that only one endpoint vouches for. */
export const COVERAGE_LEVELS = ["unproven", "bloom", "peers", "self_consistent", "proven"] as const;
export type CoverageLevel = (typeof COVERAGE_LEVELS)[number];

/** The tables that hold what logs say, a row or more for each: they are cut and replaced together. */
export const LOG_TABLES = ["transfer", "issuer_event", "bridge_event", "refused_log"] as const;

/** The decoded logs of some blocks, each kind ascending by (blockNumber, logIndex). */
export interface LedgerLogs {
  transfers: readonly Transfer[];
  issuerEvents: readonly IssuerEvent[];
  bridgeEvents: readonly BridgeEvent[];
  refusedLogs: readonly RefusedLog[];
}

/** What one answer said of whole blocks, with all their logs: everything that goes into the ledger together. */
export interface LedgerRange extends LedgerLogs {
  /** Ascending and contiguous, each the parent of the next. */
  blocks: readonly Block[];
  /** Name of the endpoint that answered; never a URL. */
  endpoint: string;
  level: CoverageLevel;
  /** Digest of the log filter that was asked; absent where nobody knows, which never counts as today's. */
  filter?: Hash;
}

/** Logs on their way into the ledger. */
export interface PackedLogs extends Omit<LedgerLogs, "transfers"> {
  transfers: TransferRows;
}

/** A range on its way into the ledger, which holds nothing of what it was read from. */
export interface PackedRange extends Omit<LedgerRange, "transfers">, PackedLogs {
  transfers: TransferRows;
}

export function packRange(chain: Chain, range: LedgerRange): PackedRange {
  assertLedgerRange(range);
  const { blocks, endpoint, level, filter } = range;
  return { ...packLogs(chain, range), blocks, endpoint, level, ...(filter !== undefined && { filter }) };
}

export function packLogs(chain: Chain, { transfers, issuerEvents, bridgeEvents, refusedLogs }: LedgerLogs): PackedLogs {
  return { transfers: TransferRows.of(chain.id, transfers), issuerEvents, bridgeEvents, refusedLogs };
}

/** The source has checked all this: a range that breaks it is a programming error. */
function assertLedgerRange({ blocks, transfers, issuerEvents, bridgeEvents, refusedLogs }: LedgerRange): void {
  for (const [index, block] of blocks.entries()) {
    const parent = blocks[index - 1];
    if (parent === undefined) continue;
    assert.equal(block.number, parent.number + 1, "blocks are contiguous");
    assert.equal(block.parentHash, parent.hash, `block ${block.number} is the child of the one before`);
  }
  const first = blocks[0]?.number ?? 0;
  const last = blocks.at(-1)?.number ?? -1;
  for (const rows of [transfers, issuerEvents, bridgeEvents, refusedLogs]) {
    for (const row of rows) {
      assert(row.blockNumber >= first && row.blockNumber <= last, `block ${row.blockNumber} is within the range`);
    }
  }
}

/** The part of a range from..to, both inclusive. */
export function sliceRange(range: LedgerRange, from: number, to: number): LedgerRange {
  const transfers = range.transfers.filter(({ blockNumber }) => blockNumber >= from && blockNumber <= to);
  return { ...sliceOthers(range, from, to), transfers };
}

/** As `sliceRange`. */
export function slicePacked(range: PackedRange, from: number, to: number): PackedRange {
  return { ...sliceOthers(range, from, to), transfers: range.transfers.slice({ from, to }) };
}

type Others = Omit<LedgerRange, "transfers">;

function sliceOthers(range: Others, from: number, to: number): Others {
  const within = <T extends { blockNumber: number }>(rows: readonly T[]) =>
    rows.filter((row) => row.blockNumber >= from && row.blockNumber <= to);
  return {
    ...range,
    blocks: range.blocks.filter((block) => block.number >= from && block.number <= to),
    issuerEvents: within(range.issuerEvents),
    bridgeEvents: within(range.bridgeEvents),
    refusedLogs: within(range.refusedLogs),
  };
}
