import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { Block, BlockRef, Log } from "@redflag/domain/transfer";
import type { EndpointStanding } from "./endpoint-standing.ts";
import type { ReceiptsPart } from "./make-kept-proof.ts";
import type { AccountFilter, AccountLogs } from "./read-account-logs.ts";

/** What to ask for: any log of these contracts with one of these first topics. Sorted, lower case. */
export interface LogFilter {
  addresses: readonly Address[];
  topics0: readonly Hash[];
}

export interface Tip {
  head: BlockRef;
  /** The highest block the chain's finality rule calls final, as this endpoint sees it. */
  finalizedNumber: number;
  /** The block at the height that was asked for besides, in the same view; absent where the endpoint has none. */
  at?: BlockRef;
}

/** How a stretch was checked when it was read; `Coverage.level` starts here and only a later check raises it. */
export type ReadLevel = "unproven" | "bloom" | "peers";

/** Whole blocks from..to, checked: numbers, order, hashes, parent chain, and each log's place in its block. */
export interface CheckedRange {
  /** Ascending, contiguous, one for every number asked for. */
  blocks: readonly Block[];
  /** Ascending by (blockNumber, logIndex), no duplicates; only logs the filter asks for. */
  logs: readonly Log[];
  level: ReadLevel;
  /** Name of the endpoint that answered, with `peers` the first of those that agree: host, never path, query or credentials. */
  endpoint: string;
  /** The other that agreed; only with `peers`. */
  peer?: string;
}

/** What the receipts of one block prove about the filter's logs. */
export interface BlockProof {
  block: Block;
  /** Every log of the filter that the receipts hold: complete, because they hash to the header's receiptsRoot. */
  logs: readonly Log[];
  /** `proven` when a second endpoint gave the same block hash, `self_consistent` when only one could be asked. */
  level: "proven" | "self_consistent";
  endpoint: string;
  /** Who gave the same block hash; absent where only one could be asked. */
  peer?: string;
}

/** What shows some transactions' receipts of one block to whoever has nothing else. */
export interface TransactionsProof extends ReceiptsPart, Pick<BlockProof, "level" | "endpoint" | "peer"> {}

/**
 * The port that every chain source implements. Answers are checked before they are returned, never trusted;
 * every method that asks throws Problem (`endpoint_*`, `block_not_available`, `answer_*`, `proof_unavailable`) and keeps
 * no state that a restart would miss: what is remembered of endpoints saves time and decides nothing.
 */
export interface ChainSource {
  readonly chain: Chain;

  /**
   * Tries each endpoint in turn, best first; one that serves another chain id is never asked for anything else.
   * @param at a height whose block is wanted from the same endpoint and the same moment
   */
  getTip(signal?: AbortSignal, at?: number): Promise<Tip>;

  /**
   * Headers and logs of from..to, both inclusive, from one endpoint and one view of the chain. Under the policy `peers`
   * what two endpoints gave alike; of one alone where no other can answer now, which its level says.
   */
  getRange(from: number, to: number, filter: LogFilter, signal?: AbortSignal): Promise<CheckedRange>;

  /** What two endpoints gave alike, whatever the policy; of one alone where no other can answer now, which its level says. */
  getAgreedRange(from: number, to: number, filter: LogFilter, signal?: AbortSignal): Promise<CheckedRange>;

  /** The same of the first endpoint that is not this one and can answer; undefined where no other is configured. */
  findPeerRange(
    endpoint: string,
    from: number,
    to: number,
    filter: LogFilter,
    signal?: AbortSignal,
  ): Promise<CheckedRange | undefined>;

  /**
   * What the first endpoint at another host than this one says of some accounts' transfers in blocks from..to; undefined
   * where no other is configured. A second opinion on what matters most, for far less than the whole range costs.
   */
  findLogsOfAccounts(
    endpoint: string,
    from: number,
    to: number,
    filter: AccountFilter,
    signal?: AbortSignal,
  ): Promise<AccountLogs | undefined>;

  /** The canonical header at this number; under the policy `proof` its hash recomputed. */
  getBlock(number: number, signal?: AbortSignal): Promise<Block>;

  /** Proves the block with this number and hash, or throws; always `proof_unavailable` where headers commit to no logs. */
  proveBlock(block: BlockRef, filter: LogFilter, signal?: AbortSignal): Promise<BlockProof>;

  /**
   * The same for some transactions of the block, to be kept (`verifyKeptProof`); `answer_inconsistent` where it does not hold
   * one of them.
   */
  proveTransactions(
    block: BlockRef,
    transactionHashes: ReadonlySet<Hash>,
    signal?: AbortSignal,
  ): Promise<TransactionsProof>;

  /** A later check showed that what the endpoint of this name had said is wrong: from now on it is asked after others. */
  distrust(endpoint: string): void;

  /** How each endpoint has done since the source was opened, in the operator's order. */
  listEndpoints(): readonly EndpointStanding[];

  close(): Promise<void>;
}
