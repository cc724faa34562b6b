import type { Hash, Hex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Block } from "@redflag/domain/transfer";
import { readFields } from "../field-reader.ts";
import { parseBigQuantity, parseBytes, parseData } from "../parse-hex.ts";

/** A block as the node tells it; its hash is taken on trust here, which only our own node deserves. */
export function readBlock(answer: unknown): Block & { txHashes: readonly Hash[] } {
  const fields = readFields(answer, "local node: block");
  return {
    number: fields.number("number"),
    hash: fields.bytes("hash", 32),
    parentHash: fields.bytes("parentHash", 32),
    time: fields.number("timestamp"),
    txHashes: fields.list("transactions").map(readHash),
  };
}

export function readHash(answer: unknown): Hash {
  return need(parseBytes(answer, 32), "a hash");
}

export function readAddress(answer: unknown): Hex {
  return need(parseBytes(answer, 20), "an address");
}

export function readData(answer: unknown): Hex {
  return need(parseData(answer), "hex");
}

export function readQuantity(answer: unknown): bigint {
  return need(parseBigQuantity(answer), "a quantity");
}

function need<T>(parsed: T | undefined, kind: string): T {
  if (parsed === undefined) throw new Problem("endpoint_malformed_answer", `local node: expected ${kind}`);
  return parsed;
}
