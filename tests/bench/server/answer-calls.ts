import type { ServedChain } from "./served-chain.ts";

interface Call {
  id: number;
  method: string;
  params: readonly unknown[];
}

const NULL = Buffer.from("null");

/** The pieces of an answer to one JSON-RPC call or a batch of them, in the order asked. */
export function answerCalls(chain: ServedChain, body: string): Buffer[] {
  const asked = JSON.parse(body) as Call | Call[];
  if (!Array.isArray(asked)) return answer(chain, asked, "");
  const pieces = asked.flatMap((call, i) => answer(chain, call, i === 0 ? "[" : ","));
  return [...pieces, Buffer.from("]")];
}

function answer(chain: ServedChain, call: Call, before: string): Buffer[] {
  const result = resultOf(chain, call);
  const begin = `${before}{"jsonrpc":"2.0","id":${JSON.stringify(call.id)},`;
  if (result === undefined) {
    return [Buffer.from(`${begin}"error":{"code":-32601,"message":"not served: ${call.method}"}}`)];
  }
  return [Buffer.from(`${begin}"result":`), ...result, Buffer.from("}")];
}

function resultOf(chain: ServedChain, { method, params }: Call): Buffer[] | undefined {
  if (method === "eth_chainId") return [Buffer.from(`"0x${chain.chainId.toString(16)}"`)];
  if (method === "eth_blockNumber") return [Buffer.from(`"0x${chain.lastBlock.toString(16)}"`)];
  if (method === "eth_getBlockByNumber" || (method === "eth_getBlockByHash" && chain.numberOf !== undefined)) {
    const number = numberOf(chain, params[0]);
    return [has(chain, number) ? chain.header(number) : NULL];
  }
  if (method === "eth_getBlockReceipts" && chain.receipts !== undefined) {
    const number = numberOf(chain, params[0]);
    const receipts = has(chain, number) ? chain.receipts(number) : NULL;
    return receipts && [receipts];
  }
  if (method !== "eth_getLogs") return undefined;
  // Every log is one that the filter asks for: only the range counts.
  const { fromBlock, toBlock, blockHash } = params[0] as Record<string, string | undefined>;
  const [from, to] = [numberOf(chain, blockHash ?? fromBlock), numberOf(chain, blockHash ?? toBlock)];
  if (!has(chain, from) || !has(chain, to)) return undefined;
  return [Buffer.from("["), chain.logs(from, to), Buffer.from("]")];
}

function has({ firstBlock, lastBlock }: ServedChain, number: number): boolean {
  return number >= firstBlock && number <= lastBlock;
}

/** @param at a tag, a number or a hash; NaN for what there is not */
function numberOf(chain: ServedChain, at: unknown): number {
  if (at === "latest") return chain.lastBlock;
  if (at === "finalized") return chain.finalBlock;
  return typeof at === "string" && at.length === 66 ? (chain.numberOf?.(at) ?? Number.NaN) : Number(at);
}
