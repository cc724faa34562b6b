import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Dialect, Header } from "./dialect.ts";
import type { RpcCall } from "./json-rpc-transport.ts";

export function toQuantity(number: number): string {
  return `0x${number.toString(16)}`;
}

/** The header at a height or tag, without transaction bodies. */
export function callBlock(at: number | "latest" | "finalized"): RpcCall {
  return { method: "eth_getBlockByNumber", params: [typeof at === "number" ? toQuantity(at) : at, false] };
}

export function callBlockByHash(hash: Hash): RpcCall {
  return { method: "eth_getBlockByHash", params: [hash, false] };
}

type HeaderParser<H extends Header> = Pick<Dialect<H>, "parseHeader">;

/**
 * @param what names what was asked for: `block 17`
 * @throws Problem `block_not_available` for null, which is how nodes say "not yet" and "no longer"
 */
export function readBlock<H extends Header>(
  { parseHeader }: HeaderParser<H>,
  result: unknown,
  what: string,
  endpoint: string,
): H {
  if (result === null || result === undefined) throw new Problem("block_not_available", `${endpoint}: no ${what}`);
  return parseHeader(result, endpoint);
}

/** @throws Problem `answer_inconsistent` when another block than the one asked for came back */
export function readBlockAt<H extends Header>(
  parser: HeaderParser<H>,
  result: unknown,
  number: number,
  endpoint: string,
): H {
  const header = readBlock(parser, result, `block ${number}`, endpoint);
  if (header.number === number) return header;
  throw new Problem("answer_inconsistent", `${endpoint}: asked for block ${number}, got block ${header.number}`);
}
