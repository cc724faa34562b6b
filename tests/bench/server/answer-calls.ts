import type { ChainFiles } from "./chain-files.ts";

interface Call {
  id: number;
  method: string;
  params: readonly unknown[];
}

const NULL = Buffer.from("null");

/** The pieces of an answer to one JSON-RPC call or a batch of them, in the order asked. */
export function answerCalls(chain: ChainFiles, body: string): Buffer[] {
  const asked = JSON.parse(body) as Call | Call[];
  if (!Array.isArray(asked)) return answer(chain, asked, "");
  const pieces = asked.flatMap((call, i) => answer(chain, call, i === 0 ? "[" : ","));
  return [...pieces, Buffer.from("]")];
}

function answer(chain: ChainFiles, call: Call, before: string): Buffer[] {
  const result = resultOf(chain, call);
  const begin = `${before}{"jsonrpc":"2.0","id":${JSON.stringify(call.id)},`;
  if (result === undefined) {
    return [Buffer.from(`${begin}"error":{"code":-32601,"message":"not served: ${call.method}"}}`)];
  }
  return [Buffer.from(`${begin}"result":`), ...result, Buffer.from("}")];
}

function resultOf(chain: ChainFiles, { method, params }: Call): Buffer[] | undefined {
  if (method === "eth_chainId") return [Buffer.from('"0x1"')];
  if (method === "eth_blockNumber") return [Buffer.from(`"0x${chain.lastBlock.toString(16)}"`)];
  if (method === "eth_getBlockByNumber") {
    const number = numberOf(chain, params[0]);
    return [chain.has(number) ? chain.header(number) : NULL];
  }
  if (method !== "eth_getLogs") return undefined;
  // Every log is one that the filter asks for, and every block is final: only the range counts.
  const { fromBlock, toBlock } = params[0] as { fromBlock?: string; toBlock?: string };
  const [from, to] = [numberOf(chain, fromBlock), numberOf(chain, toBlock)];
  if (!chain.has(from) || !chain.has(to)) return undefined;
  return [Buffer.from("["), chain.logs(from, to), Buffer.from("]")];
}

function numberOf(chain: ChainFiles, at: unknown): number {
  return at === "latest" || at === "finalized" ? chain.lastBlock : Number(at);
}
