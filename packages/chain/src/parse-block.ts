import type { Address } from "@redflag/domain/address";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { Block } from "@redflag/domain/transfer";
import { readFields } from "./field-reader.ts";
import { oneLine } from "./one-line.ts";
import { parseBytes } from "./parse-hex.ts";

/** A block header with every field that its hash is made of. Optional fields came with forks, in this order. */
export interface EvmHeader extends Block {
  sha3Uncles: Hash;
  miner: Address;
  stateRoot: Hash;
  transactionsRoot: Hash;
  receiptsRoot: Hash;
  /** 256 bytes. */
  logsBloom: Hex;
  difficulty: bigint;
  gasLimit: bigint;
  gasUsed: bigint;
  extraData: Hex;
  mixHash: Hash;
  /** 8 bytes. */
  nonce: Hex;
  baseFeePerGas?: bigint;
  withdrawalsRoot?: Hash;
  blobGasUsed?: bigint;
  excessBlobGas?: bigint;
  parentBeaconBlockRoot?: Hash;
  requestsHash?: Hash;
  /** Names the endpoint gave beyond these: a later fork, or a chain's own header, may hash them. */
  unknownFields: readonly string[];
  transactionHashes: readonly Hash[];
}

const HEADER_FIELDS =
  "number hash parentHash timestamp sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty " +
  "gasLimit gasUsed extraData mixHash nonce baseFeePerGas withdrawalsRoot blobGasUsed excessBlobGas " +
  "parentBeaconBlockRoot requestsHash";
/** Given beside the header, never hashed. */
const OTHER_FIELDS = "size totalDifficulty transactions uncles withdrawals author sealFields";
const KNOWN_FIELDS: ReadonlySet<string> = new Set(`${HEADER_FIELDS} ${OTHER_FIELDS}`.split(" "));
const UNKNOWN_FIELDS_MAX = 16;

/**
 * Reads the result of `eth_getBlockByNumber` or `eth_getBlockByHash` without transaction bodies (with bodies their
 * `hash` is read).
 * @throws Problem `endpoint_malformed_answer` naming the field
 */
export function parseBlock(result: unknown, endpoint: string): EvmHeader {
  const read = readFields(result, `${endpoint}: block`);
  const unknownFields = read.names().filter((name) => !KNOWN_FIELDS.has(name) && read.has(name));
  return {
    number: read.number("number"),
    hash: read.bytes("hash", 32),
    parentHash: read.bytes("parentHash", 32),
    time: read.number("timestamp"),
    sha3Uncles: read.bytes("sha3Uncles", 32),
    miner: read.bytes("miner", 20),
    stateRoot: read.bytes("stateRoot", 32),
    transactionsRoot: read.bytes("transactionsRoot", 32),
    receiptsRoot: read.bytes("receiptsRoot", 32),
    logsBloom: read.bytes("logsBloom", 256),
    difficulty: read.big("difficulty"),
    gasLimit: read.big("gasLimit"),
    gasUsed: read.big("gasUsed"),
    extraData: read.data("extraData"),
    mixHash: read.bytes("mixHash", 32),
    nonce: read.bytes("nonce", 8),
    ...(read.has("baseFeePerGas") ? { baseFeePerGas: read.big("baseFeePerGas") } : {}),
    ...(read.has("withdrawalsRoot") ? { withdrawalsRoot: read.bytes("withdrawalsRoot", 32) } : {}),
    ...(read.has("blobGasUsed") ? { blobGasUsed: read.big("blobGasUsed") } : {}),
    ...(read.has("excessBlobGas") ? { excessBlobGas: read.big("excessBlobGas") } : {}),
    ...(read.has("parentBeaconBlockRoot") ? { parentBeaconBlockRoot: read.bytes("parentBeaconBlockRoot", 32) } : {}),
    ...(read.has("requestsHash") ? { requestsHash: read.bytes("requestsHash", 32) } : {}),
    unknownFields: unknownFields.slice(0, UNKNOWN_FIELDS_MAX).map((name) => oneLine(name).slice(0, 40)),
    transactionHashes: read.list("transactions").map((transaction) => {
      const hash = parseBytes(hashOf(transaction), 32);
      if (hash === undefined) throw read.refuse("a transaction is not named by 32 bytes of hex");
      return hash;
    }),
  };
}

function hashOf(transaction: unknown): unknown {
  return typeof transaction === "object" && transaction !== null && "hash" in transaction
    ? transaction.hash
    : transaction;
}
