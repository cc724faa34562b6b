import type { Address } from "./address.ts";
import type { Hash, Hex } from "./hex.ts";
import type { Amount } from "./money.ts";

export interface BlockRef {
  number: number;
  hash: Hash;
}

export interface Block extends BlockRef {
  parentHash: Hash;
  /** Unix seconds, as the header says. Every window is measured in this, never in processing time. */
  time: number;
}

/** A block by its name and time: all that findings and rules know of one. */
export type TimedBlock = Pick<Block, "number" | "hash" | "time">;

/** A log as `eth_getLogs` gives it, quantities parsed. */
export interface Log {
  address: Address;
  topics: readonly Hash[];
  data: Hex;
  blockNumber: number;
  blockHash: Hash;
  transactionHash: Hash;
  transactionIndex: number;
  logIndex: number;
}

/** Where a thing stands in the ledger. */
export interface LedgerPosition {
  blockNumber: number;
  logIndex: number;
  txHash: Hash;
}

export interface Transfer extends LedgerPosition {
  /** Position among the transfers of the same token in this transaction: with the hash it survives a reorg. */
  txOrdinal: number;
  token: Address;
  sender: Address;
  recipient: Address;
  amount: Amount;
}

export type IssuerEventKind = "freeze" | "unfreeze" | "destroy" | "issue" | "redeem";

export interface IssuerEvent extends LedgerPosition {
  /** Position among the events of its log: 0 unless the log is about several accounts. */
  ordinal: number;
  token: Address;
  kind: IssuerEventKind;
  /** Whose money it is about; absent where the event names nobody (Tether's Issue and Redeem). */
  account?: Address;
  amount?: Amount;
}

/** A log of a known token or bridge that cannot be decoded. Stored, counted and shown; never skipped. */
export interface RefusedLog extends LedgerPosition {
  /** The contract that emitted it. */
  token: Address;
  topics: readonly Hash[];
  data: Hex;
  reason: string;
}
