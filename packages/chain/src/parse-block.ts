import type { Hash, Hex } from "@redflag/domain/hex";
import type { Block } from "@redflag/domain/transfer";
import { type FieldReader, readFields } from "./field-reader.ts";
import { ETHEREUM_HEADER, type HeaderField, type HeaderLayout } from "./header-layout.ts";
import { oneLine } from "./one-line.ts";
import { parseBytes } from "./parse-hex.ts";

/** A block header with everything that its hash is made of. */
export interface EvmHeader extends Block {
  receiptsRoot: Hash;
  /** 256 bytes; absent where the header's bloom is of other blocks' logs. */
  logsBloom?: Hex;
  /** Every field that is hashed, in order; undefined stands for one that is absent although a later one is there. */
  hashedFields: ReadonlyArray<Hex | bigint | undefined>;
  /** Names the endpoint gave beyond these: a later fork, or a chain's own header, may hash them. */
  unknownFields: readonly string[];
  transactionHashes: readonly Hash[];
  /** What the chain's file says keeps this header from committing to its own logs; the field's name. */
  settlesOthersBy?: string;
}

/** How to read the headers of one chain. */
export interface HeaderFormat {
  layout: HeaderLayout;
  /** Fields with which a header's receipts root and bloom are of other blocks. */
  settlingFields: readonly string[];
}

const ETHEREUM_FORMAT: HeaderFormat = { layout: ETHEREUM_HEADER, settlingFields: [] };

/**
 * Given beside the header, never hashed. Arbitrum gives the last three again that stand in extraData and mixHash, Avalanche
 * the data of which extDataHash is the hash.
 */
const OTHER_FIELDS: ReadonlySet<string> = new Set(
  "hash size totalDifficulty transactions uncles withdrawals author sealFields blockExtraData l1BlockNumber sendCount sendRoot".split(
    " ",
  ),
);
const UNKNOWN_FIELDS_MAX = 16;

/**
 * Reads the result of `eth_getBlockByNumber` or `eth_getBlockByHash` without transaction bodies (with bodies their
 * `hash` is read).
 * @throws Problem `endpoint_malformed_answer` naming the field
 */
export function parseBlock(result: unknown, endpoint: string, format: HeaderFormat = ETHEREUM_FORMAT): EvmHeader {
  const read = readFields(result, `${endpoint}: block`);
  const { required, optional } = format.layout;
  const settlesOthersBy = format.settlingFields.find((name) => read.has(name));
  return {
    number: read.number("number"),
    hash: read.bytes("hash", 32),
    parentHash: read.bytes("parentHash", 32),
    time: read.number("timestamp"),
    receiptsRoot: read.bytes("receiptsRoot", 32),
    ...(settlesOthersBy === undefined ? { logsBloom: read.bytes("logsBloom", 256) } : { settlesOthersBy }),
    hashedFields: [
      ...required.map((field) => readField(read, field)),
      ...upToLast(optional.map((field) => (read.has(field[0]) ? readField(read, field) : undefined))),
    ],
    unknownFields: listUnknown(read, format.layout),
    transactionHashes: read.list("transactions").map((transaction) => {
      const hash = parseBytes(hashOf(transaction), 32);
      if (hash === undefined) throw read.refuse("a transaction is not named by 32 bytes of hex");
      return hash;
    }),
  };
}

function readField(read: FieldReader, [name, kind]: HeaderField): Hex | bigint {
  if (kind === "quantity") return read.big(name);
  return kind === "data" ? read.data(name) : read.bytes(name, kind);
}

/** RLP leaves out what no later field follows. */
function upToLast<T>(fields: ReadonlyArray<T | undefined>): ReadonlyArray<T | undefined> {
  return fields.slice(0, fields.findLastIndex((field) => field !== undefined) + 1);
}

function listUnknown(read: FieldReader, { names }: HeaderLayout): string[] {
  const unknown = read.names().filter((name) => !names.has(name) && !OTHER_FIELDS.has(name) && read.has(name));
  return unknown.slice(0, UNKNOWN_FIELDS_MAX).map((name) => oneLine(name).slice(0, 40));
}

function hashOf(transaction: unknown): unknown {
  return typeof transaction === "object" && transaction !== null && "hash" in transaction
    ? transaction.hash
    : transaction;
}
