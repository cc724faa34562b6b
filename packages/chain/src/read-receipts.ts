import { Problem } from "@redflag/domain/problem";
import { toQuantity } from "./block-call.ts";
import type { RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import type { EvmHeader } from "./parse-block.ts";
import { isMethodMissing, resultOf, sendCalls } from "./rpc-result.ts";

const METHOD = "eth_getBlockReceipts";
const INVALID_PARAMS = -32602;

/**
 * Raw receipts of one block, in order: by block hash, else by number, else one transaction at a time.
 * @throws Problem `block_not_available` for null, `proof_unavailable` when no way leads to all receipts
 */
export async function readReceipts(transport: RpcTransport, header: EvmHeader, signal?: AbortSignal): Promise<unknown> {
  let reply = await askReceipts(transport, header.hash, signal);
  if (isError(reply) && reply.error.code === INVALID_PARAMS) {
    reply = await askReceipts(transport, toQuantity(header.number), signal);
  }
  if (isMethodMissing(reply)) return readOneByOne(transport, header, signal);
  const result = resultOf(reply, METHOD, transport.name);
  if (result === null || result === undefined) {
    throw new Problem("block_not_available", `${transport.name}: no receipts of block ${header.number}`);
  }
  return result;
}

async function askReceipts(transport: RpcTransport, at: string, signal?: AbortSignal): Promise<RpcReply> {
  const [reply] = await sendCalls(transport, [{ method: METHOD, params: [at] }], signal);
  return reply as RpcReply;
}

function isError(reply: RpcReply): reply is Extract<RpcReply, { error: unknown }> {
  return "error" in reply;
}

async function readOneByOne(
  transport: RpcTransport,
  { number, transactionHashes }: EvmHeader,
  signal: AbortSignal | undefined,
): Promise<readonly unknown[]> {
  if (transactionHashes.length === 0) return [];
  const calls = transactionHashes.map((hash) => ({ method: "eth_getTransactionReceipt", params: [hash] }));
  const replies = await sendCalls(transport, calls, signal);
  return replies.map((reply, i) => {
    if (!isError(reply) && reply.result !== null && reply.result !== undefined) return reply.result;
    const fact = `it knows no ${METHOD}, and the receipt of ${transactionHashes[i]} is missing`;
    throw new Problem("proof_unavailable", `${transport.name}: block ${number}: ${fact}`);
  });
}
