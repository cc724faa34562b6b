import { createMerkleProof, createMPTFromProof } from "@ethereumjs/mpt";
import type { Chain } from "@redflag/domain/chain";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { Block, Log } from "@redflag/domain/transfer";
import { findUnprovable } from "@redflag/domain/unprovable";
import { decodeRlp, getBytes, hexlify, type RlpStructuredData } from "ethers/utils";
import { codecOf } from "./chain-codec.ts";
import { keccakBytes, keccakHex } from "./keccak.ts";
import { type KeptAnswer, type KeptReceiptsProof, keptProof } from "./kept-proof.ts";
import type { HeaderFormat } from "./parse-block.ts";
import { receiptKey } from "./receipts-trie.ts";

/** What of a chain verification depends on. */
export type KeptProofRules = Pick<Chain, "caip2" | "stack" | "unprovable">;

export type KeptProofCheck =
  /** The receipts hash to the header and the header to the block's hash. The hash itself is the chain's, if `level` is believed. */
  | { kind: "proven"; block: Block; logs: readonly Log[] }
  /** It fits together; that it is true, no hash shows. */
  | { kind: "answer"; block: Block; logs: readonly Log[] }
  | { kind: "broken"; fact: string };

class Broken extends Error {}

/**
 * Whether what was kept of a block still shows its logs; needs nothing but what was kept. Of a `proven` block the logs' addresses,
 * topics, data, and order in their transaction are shown, and the transaction's index; its hash and the logs' indexes are as
 * they were said (`KeptProof`).
 * @param proof whatever claims to be one
 */
export async function verifyKeptProof(chain: KeptProofRules, proof: unknown): Promise<KeptProofCheck> {
  const parsed = keptProof.safeParse(proof);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: "broken", fact: `is not a kept proof: ${issue?.path.join(".")}: ${issue?.message}` };
  }
  const kept = parsed.data;
  if (kept.chain !== chain.caip2) return { kind: "broken", fact: `is of ${kept.chain}, not of ${chain.caip2}` };
  if (kept.kind === "answer") return checkAnswer(kept);
  try {
    const { receiptsRoot, ...block } = readHeader(chain, kept);
    return { kind: "proven", block, logs: await readReceipts(kept, receiptsRoot) };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { kind: "broken", fact: error.message };
  }
}

function checkAnswer({ block, logs }: KeptAnswer): KeptProofCheck {
  const isHere = (log: Log) => log.blockNumber === block.number && log.blockHash === block.hash;
  if (!logs.every(isHere)) return { kind: "broken", fact: "a log names another block" };
  const isAscending = logs.every(({ logIndex }, i) => i === 0 || (logs[i - 1] as Log).logIndex < logIndex);
  if (!isAscending) return { kind: "broken", fact: "logs are not in order" };
  return { kind: "answer", block, logs };
}

/** Where they stand in every layout of headers. */
const PARENT_HASH = 0;
const RECEIPTS_ROOT = 5;
const NUMBER = 8;
const TIME = 11;

function readHeader(chain: KeptProofRules, { block, header }: KeptReceiptsProof): Block & { receiptsRoot: Hash } {
  const unprovable = findUnprovable(chain, block.number);
  // State sync stands beside the receipts: the block may hold more logs than they show, those that they show it holds.
  if (unprovable !== undefined && unprovable.class !== "state_sync")
    throw new Broken(`no proof reaches block ${block.number}: ${unprovable.why}`);
  const computed = keccakHex(getBytes(header));
  if (computed !== block.hash) throw new Broken(`the header hashes to ${computed}, not to ${block.hash}`);
  const fields = decode(header, "the header");
  if (!isTexts(fields)) throw new Broken("the header is not a list of fields");
  const { header: format } = codecOf(chain);
  if (fields.length < format.layout.required.length) throw new Broken("the header has too few fields");
  const settling = findSettlingField(format, fields);
  if (settling !== undefined) throw new Broken(`the header has ${settling} and so commits to receipts of other blocks`);
  const number = quantity(fields[NUMBER], "number");
  if (number !== block.number) throw new Broken(`the header is of block ${number}, not of ${block.number}`);
  return {
    ...block,
    parentHash: hash(fields[PARENT_HASH], "parentHash"),
    time: quantity(fields[TIME], "timestamp"),
    receiptsRoot: hash(fields[RECEIPTS_ROOT], "receiptsRoot"),
  };
}

function findSettlingField({ layout, settlingFields }: HeaderFormat, fields: readonly string[]): string | undefined {
  const all = [...layout.required, ...layout.optional];
  return settlingFields.find((name) => {
    const place = all.findIndex(([field]) => field === name);
    return place >= 0 && place < fields.length;
  });
}

async function readReceipts({ block, receipts }: KeptReceiptsProof, root: Hash): Promise<Log[]> {
  const logs: Log[] = [];
  let [transactionIndex, logIndex] = [-1, 0];
  for (const receipt of receipts) {
    const what = `receipt ${receipt.transactionIndex}`;
    if (receipt.transactionIndex <= transactionIndex) throw new Broken("receipts are not in order");
    if (receipt.firstLogIndex < logIndex) throw new Broken(`${what} begins with log ${receipt.firstLogIndex}`);
    const own = readLogs(await proveLeaf(receipt.nodes, receipt.transactionIndex, root, what), what);
    const place = {
      ...{ blockNumber: block.number, blockHash: block.hash },
      ...{ transactionHash: receipt.transactionHash, transactionIndex: receipt.transactionIndex },
    };
    logs.push(...own.map((log, i) => ({ ...log, ...place, logIndex: receipt.firstLogIndex + i })));
    transactionIndex = receipt.transactionIndex;
    logIndex = receipt.firstLogIndex + own.length;
  }
  return logs;
}

/** What stands under this index in the trie that has this root. */
async function proveLeaf(nodes: readonly Hex[], index: number, root: Hash, what: string): Promise<Uint8Array> {
  const path = nodes.map((node) => getBytes(node));
  const [top] = path;
  const computed = keccakHex(top as Uint8Array);
  if (computed !== root) throw new Broken(`${what}: its first node hashes to ${computed}, the header says ${root}`);
  const key = receiptKey(index);
  let used: readonly Uint8Array[];
  let leaf: Uint8Array | null;
  try {
    const trie = await createMPTFromProof(path, { useKeyHashingFunction: keccakBytes });
    leaf = await trie.get(key, true);
    used = await createMerkleProof(trie, key);
  } catch {
    // The library meets a node that no other names, or that is none.
    throw new Broken(`${what}: its nodes do not lead from the root to it`);
  }
  if (leaf === null) throw new Broken(`${what}: its nodes show that there is none`);
  // What the way does not need could be anything.
  const isWhole =
    used.length === path.length && used.every((node, i) => Buffer.compare(node, path[i] as Uint8Array) === 0);
  if (!isWhole) throw new Broken(`${what}: it holds nodes that do not lead to it`);
  return leaf;
}

type LogContent = Pick<Log, "address" | "topics" | "data">;

/** A typed receipt begins with its type, below the first byte of any list. */
const LIST_BYTE_MIN = 0xc0;
const LOGS = 3;

/** Hashed as it stands here: whatever a family's receipts hold besides, and whatever their type, the fourth field is the logs. */
function readLogs(encoded: Uint8Array, what: string): LogContent[] {
  const payload = (encoded[0] ?? 0) < LIST_BYTE_MIN ? encoded.subarray(1) : encoded;
  const fields = decode(hexlify(payload), what);
  const list = Array.isArray(fields) ? fields[LOGS] : undefined;
  if (!Array.isArray(list)) throw new Broken(`${what} holds no logs`);
  return list.map((item) => {
    const [address, topics, data] = Array.isArray(item) ? item : [];
    if (typeof address !== "string" || !isTexts(topics) || typeof data !== "string") {
      throw new Broken(`${what} holds a log that is none`);
    }
    return { address: address as Hex, topics: topics as Hash[], data: data as Hex };
  });
}

function decode(rlp: string, what: string): RlpStructuredData {
  try {
    return decodeRlp(rlp);
  } catch {
    throw new Broken(`${what} is not RLP`);
  }
}

function isTexts(value: RlpStructuredData | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function hash(value: string | undefined, name: string): Hash {
  if (value?.length !== 66) throw new Broken(`the header's ${name} is not 32 bytes`);
  return value as Hash;
}

function quantity(value: string | undefined, name: string): number {
  const number = Number(value === undefined || value === "0x" ? 0 : value);
  if (!Number.isSafeInteger(number)) throw new Broken(`the header's ${name} is too large`);
  return number;
}
