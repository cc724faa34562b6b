import type { Hash, Hex } from "@redflag/domain/hex";
import { encodeRlp, getBytes, toBeArray } from "ethers/utils";
import { keccakHex } from "./keccak.ts";
import type { EvmHeader } from "./parse-block.ts";

export type HeaderHashCheck =
  | { kind: "match" }
  | { kind: "mismatch"; computed: Hash }
  /** The hash differs, and the header holds fields we cannot place: a later fork, not necessarily a lie. */
  | { kind: "unknown_fields"; names: readonly string[] };

const NOTHING = new Uint8Array();

/** The header's RLP, fork fields as far as the header has them. */
export function encodeHeader({ hashedFields }: Pick<EvmHeader, "hashedFields">): Hex {
  const fields = hashedFields.map((field) => (typeof field === "bigint" ? toBeArray(field) : (field ?? NOTHING)));
  return encodeRlp(fields) as Hex;
}

export function hashHeader(header: Pick<EvmHeader, "hashedFields">): Hash {
  return keccakHex(getBytes(encodeHeader(header)));
}

/** Whether the hash that the endpoint claims is the hash of the header that it gave. */
export function checkHeaderHash(header: EvmHeader): HeaderHashCheck {
  const computed = hashHeader(header);
  if (computed === header.hash) return { kind: "match" };
  if (header.unknownFields.length > 0) return { kind: "unknown_fields", names: header.unknownFields };
  return { kind: "mismatch", computed };
}
