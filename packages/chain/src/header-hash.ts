import type { Hash, Hex } from "@redflag/domain/hex";
import { encodeRlp, getBytes, toBeArray } from "ethers/utils";
import { keccakHex } from "./keccak.ts";
import type { EvmHeader } from "./parse-block.ts";

export type HeaderHashCheck =
  | { kind: "match" }
  | { kind: "mismatch"; computed: Hash }
  /** The hash differs, and the header holds fields we cannot place: a later fork, not necessarily a lie. */
  | { kind: "unknown_fields"; names: readonly string[] };

/** Keccak of the header's RLP, fork fields as far as the header has them. */
export function hashHeader(header: EvmHeader): Hash {
  const fields: Array<Hex | Uint8Array> = [
    header.parentHash,
    header.sha3Uncles,
    header.miner,
    header.stateRoot,
    header.transactionsRoot,
    header.receiptsRoot,
    header.logsBloom,
    toBeArray(header.difficulty),
    toBeArray(header.number),
    toBeArray(header.gasLimit),
    toBeArray(header.gasUsed),
    toBeArray(header.time),
    header.extraData,
    header.mixHash,
    header.nonce,
  ];
  const optional = [
    header.baseFeePerGas,
    header.withdrawalsRoot,
    header.blobGasUsed,
    header.excessBlobGas,
    header.parentBeaconBlockRoot,
    header.requestsHash,
  ];
  for (const field of optional) {
    if (field !== undefined) fields.push(typeof field === "bigint" ? toBeArray(field) : field);
  }
  return keccakHex(getBytes(encodeRlp(fields)));
}

/** Whether the hash that the endpoint claims is the hash of the header that it gave. */
export function checkHeaderHash(header: EvmHeader): HeaderHashCheck {
  const computed = hashHeader(header);
  if (computed === header.hash) return { kind: "match" };
  if (header.unknownFields.length > 0) return { kind: "unknown_fields", names: header.unknownFields };
  return { kind: "mismatch", computed };
}
