import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import { toQuantity } from "../block-call.ts";
import type { LogFilter } from "../source.ts";

const TRANSFER: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
const USDT: Address = "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c";
const OTHER_CONTRACT: Address = "0x9ff8fc48fb114ccd5bbdc24a86f0c73082f08825";
const VECTORS = new URL("../../../../tests/vectors/tron-usdt-transfers.jsonl", import.meta.url);

export const TRON_FILTER: LogFilter = { addresses: [USDT], topics0: [TRANSFER] };

/** See tests/vectors/README.md. */
export interface TronTransferVector {
  log: { address: Address; topics: Hash[]; data: Hex; blockNumber: Hex; transactionHash: Hash; logIndex: Hex };
  /** As TRON writes it. */
  token: string;
  sender: string;
  recipient: string;
  /** Base units. */
  amount: string;
}

/** Four payments that were really made in USDT on TRON, all in one block. */
export function readTronTransfers(): TronTransferVector[] {
  const lines = readFileSync(VECTORS, "utf8").trimEnd().split("\n");
  return lines.map((line): TronTransferVector => JSON.parse(line));
}

/** A block in the shape of java-tron's JSON-RPC. */
export interface RawTronBlock {
  block: Record<string, unknown> & { number: string; hash: Hash; transactions: Hash[] };
  logs: Array<Record<string, unknown> & { address: Address; topics: Hash[] }>;
}

const ZEROS_32 = `0x${"0".repeat(64)}`;
/** The block of the real payments is the eighth. */
const BLOCKS_BEFORE = 7;

/**
 * `length` blocks, the eighth with the real payments; every third of the others has no log, and each second log is of a
 * contract that the filter does not name. Hashes are invented, but begin with the height as TRON's do.
 * @param fork from `fork.at` blocks on, the blocks differ by `fork.salt`
 */
export function buildFakeTronChain(length: number, fork = { at: length, salt: "" }): RawTronBlock[] {
  const real = readTronTransfers();
  const realNumber = Number(real[0]?.log.blockNumber);
  const begin = realNumber - BLOCKS_BEFORE;
  const saltOf = (index: number) => (index >= fork.at ? fork.salt : "");
  const hashOf = (index: number) => blockHash(begin + index, saltOf(index));
  return Array.from({ length }, (_, index) => {
    const number = begin + index;
    const place = { blockNumber: toQuantity(number), blockHash: hashOf(index) };
    const logs = number === realNumber ? realLogs(real) : inventedLogs(number, saltOf(index));
    return {
      block: rawBlock(number, hashOf(index), hashOf(index - 1), logs),
      logs: logs.map((log) => ({ ...log, ...place, blockTimestamp: toQuantity(timeOf(number)), removed: false })),
    };
  });
}

function timeOf(number: number): number {
  return 1_700_000_000 + (number % 1_000) * 3;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function blockHash(number: number, salt: string): Hash {
  return `0x${number.toString(16).padStart(16, "0")}${digest(`${salt} block ${number}`).slice(16)}`;
}

function rawBlock(number: number, hash: Hash, parentHash: Hash, logs: ReadonlyArray<{ transactionHash: Hash }>) {
  return {
    number: toQuantity(number),
    hash,
    parentHash,
    timestamp: toQuantity(timeOf(number)),
    miner: "0xa234e405a2c6fd67cdd4d0ea2f6188f65534c8b1",
    size: "0x73d",
    stateRoot: "0x",
    transactionsRoot: `0x${digest(`transactions ${number}`)}`,
    receiptsRoot: ZEROS_32,
    sha3Uncles: ZEROS_32,
    mixHash: ZEROS_32,
    logsBloom: `0x${"0".repeat(512)}`,
    nonce: "0x0000000000000000",
    extraData: "0x",
    difficulty: "0x0",
    totalDifficulty: "0x0",
    gasLimit: "0x2540be400",
    gasUsed: "0xae29",
    baseFeePerGas: "0x0",
    uncles: [],
    transactions: [...new Set(logs.map(({ transactionHash }) => transactionHash))],
  };
}

/** Where a transaction stands in its block was not recorded; that of its log is as good. */
function realLogs(real: readonly TronTransferVector[]) {
  return real.map(({ log }) => ({ ...log, transactionIndex: log.logIndex }));
}

function inventedLogs(number: number, salt: string) {
  return Array.from({ length: number % 3 }, (_, i) =>
    [USDT, OTHER_CONTRACT].map((address, k) => ({
      address,
      topics: [TRANSFER, ...["sender", "recipient"].map((who): Hash => partyTopic(`${salt} ${who} ${number} ${i}`))],
      data: `0x${(1_000_000 * (i + 1)).toString(16).padStart(64, "0")}` as Hex,
      transactionHash: `0x${digest(`${salt} transaction ${number} ${i}`)}` as Hash,
      transactionIndex: toQuantity(i),
      logIndex: toQuantity(i * 2 + k),
    })),
  ).flat();
}

function partyTopic(text: string): Hash {
  return `0x${"0".repeat(24)}${digest(text).slice(24)}`;
}

const ADDED_BLACK_LIST: Hash = "0x42e160154868087d6bfdc0ca23d96a1c1cfa32f1b72ba9ba27b69b98a0d819dc";
const REMOVED_BLACK_LIST: Hash = "0xd7e9ec6e6ecd65492dce6bf513cd6867560d49544421d0783ddf06e76c24470c";

/** Lets Tether freeze an account on TRON, or unfreeze it, in a transaction behind the block's others. @returns its hash */
export function addTronFreeze({ block, logs }: RawTronBlock, account: Address, kind: "freeze" | "unfreeze"): Hash {
  const number = Number(block.number);
  const transactionHash: Hash = `0x${digest(`${kind} ${account} ${number}`)}`;
  logs.push({
    address: USDT,
    topics: [kind === "freeze" ? ADDED_BLACK_LIST : REMOVED_BLACK_LIST, `0x${account.slice(2).padStart(64, "0")}`],
    data: "0x",
    transactionHash,
    transactionIndex: toQuantity(logs.length),
    logIndex: toQuantity(logs.length),
    blockNumber: block.number,
    blockHash: block.hash,
    blockTimestamp: toQuantity(timeOf(number)),
    removed: false,
  });
  block.transactions.push(transactionHash);
  return transactionHash;
}
