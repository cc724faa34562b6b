import type { Address } from "@redflag/domain/address";
import { type Hash, type Hex, isHex } from "@redflag/domain/hex";
import { z } from "zod";

const hash = z.custom<Hash>((value) => isHex(value, 32), "is not 32 bytes of lower-case hex");
const address = z.custom<Address>((value) => isHex(value, 20), "is not 20 bytes of lower-case hex");
const bytes = z.custom<Hex>((value) => typeof value === "string" && /^0x(?:[0-9a-f]{2})*$/.test(value), "is not hex");
const count = z.int().nonnegative();
const host = z.string().min(1).max(255);

const block = z.strictObject({ number: count, hash });

/** Who said so. Hosts, never URLs: those may hold keys. */
const told = {
  /** CAIP-2. */
  chain: z.string().min(1).max(64),
  endpoint: host,
  /** The other endpoint that gave the same block hash, or the same answer; absent where only one could be asked. */
  peer: host.optional(),
  fetchedAt: z.iso.datetime(),
};

const receipt = z.strictObject({
  /** Proven: it is the key under which the receipt stands. */
  transactionIndex: count,
  /** The endpoint's word, held against its list of the block's transactions: receipts do not hash it. */
  transactionHash: hash,
  /**
   * How many logs the block's earlier receipts hold. Counted from all of them when the proof was kept, when all were proven;
   * what is kept does not show it again.
   */
  firstLogIndex: count,
  /** Of the receipts' trie, from the root to the leaf, which holds the receipt. Each hashes to what the one before names. */
  nodes: z.array(bytes).min(1).max(70),
});

/** Receipts of one block that hash to its header, and the header that hashes to the block's name. */
const receiptsProof = z.strictObject({
  kind: z.literal("receipts"),
  ...told,
  block,
  level: z.enum(["proven", "self_consistent"]),
  /** RLP. */
  header: bytes,
  /** Ascending by transaction. */
  receipts: z.array(receipt).min(1),
});

const log = z.strictObject({
  address,
  topics: z.array(hash).max(4),
  data: bytes,
  blockNumber: count,
  blockHash: hash,
  transactionHash: hash,
  transactionIndex: count,
  logIndex: count,
});

/** What was said of a block that no proof reaches. It shows nothing but that it was said. */
const keptAnswer = z.strictObject({
  kind: z.literal("answer"),
  ...told,
  block: z.strictObject({ ...block.shape, parentHash: hash, time: count }),
  level: z.enum(["peers", "bloom", "unproven"]),
  /** Why no proof reaches the block. */
  why: z.string().min(1).max(1000),
  logs: z.array(log).min(1),
});

/** What is kept of one block that evidence stands on, so that it can be shown when no endpoint gives it any more. JSON. */
export const keptProof = z.discriminatedUnion("kind", [receiptsProof, keptAnswer]);

export type KeptProof = z.infer<typeof keptProof>;
export type KeptReceiptsProof = z.infer<typeof receiptsProof>;
export type KeptAnswer = z.infer<typeof keptAnswer>;
