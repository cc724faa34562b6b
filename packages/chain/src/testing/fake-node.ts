import type { RpcCall, RpcReply } from "../json-rpc-transport.ts";
import { parseQuantity } from "../parse-hex.ts";
import type { RawBlock } from "./real-block.ts";

/** What a node knows. Mutable: a test moves the head, forks the chain, takes a method away. */
export interface FakeNode {
  chainId: number;
  blocks: readonly RawBlock[];
  /** Blocks above it are not yet known to this node. */
  head: number;
  finalizedDepth: number;
  missingMethods: Set<string>;
}

export function createFakeNode(blocks: readonly RawBlock[], chainId = 1): FakeNode {
  return { chainId, blocks, head: blocks.length - 1, finalizedDepth: 2, missingMethods: new Set() };
}

interface LogQuery {
  fromBlock?: string;
  toBlock?: string;
  blockHash?: string;
  address: string[];
  /** For each place what may stand there; null and absent admit anything. */
  topics: Array<string[] | null>;
}

/** Answers as an honest node does. */
export function answerCall(node: FakeNode, { method, params }: RpcCall): RpcReply {
  if (node.missingMethods.has(method))
    return { error: { code: -32601, message: `the method ${method} does not exist` } };
  const known = node.blocks.slice(0, node.head + 1);
  const byHash = (hash: unknown) => known.find(({ block }) => block.hash === hash);
  const [first] = params;
  switch (method) {
    case "eth_chainId":
      return { result: `0x${node.chainId.toString(16)}` };
    case "eth_getBlockByNumber":
      return { result: known[numberOf(node, first)]?.block ?? null };
    case "eth_getBlockByHash":
      return { result: byHash(first)?.block ?? null };
    case "eth_getBlockReceipts":
      return { result: (byHash(first) ?? known[numberOf(node, first)])?.receipts ?? null };
    case "eth_getTransactionReceipt": {
      const receipts = known.flatMap((block) => block.receipts);
      return { result: receipts.find(({ transactionHash }) => transactionHash === first) ?? null };
    }
    case "eth_getLogs":
      return answerLogs(node, known, first as LogQuery);
    default:
      return { error: { code: -32601, message: `the method ${method} does not exist` } };
  }
}

function numberOf(node: FakeNode, at: unknown): number {
  if (at === "latest") return node.head;
  if (at === "finalized") return Math.max(0, node.head - node.finalizedDepth);
  return parseQuantity(at) ?? -1;
}

/** A range beyond the head yields what there is, without a word, as most nodes do. */
function answerLogs(node: FakeNode, known: readonly RawBlock[], query: LogQuery): RpcReply {
  const { blockHash, address, topics } = query;
  if (blockHash !== undefined && !known.some(({ block }) => block.hash === blockHash)) {
    return { error: { code: -32000, message: "unknown block" } };
  }
  const asked =
    blockHash === undefined
      ? known.slice(numberOf(node, query.fromBlock), numberOf(node, query.toBlock) + 1)
      : known.filter(({ block }) => block.hash === blockHash);
  const logs = asked.flatMap(({ receipts }) => receipts.flatMap((receipt) => receipt.logs));
  const result = logs.filter((log) => {
    const given = log.topics as string[];
    const isNamed = topics.every((words, place) => words === null || words.includes(given[place] as string));
    return address.includes(log.address as string) && isNamed;
  });
  return { result };
}
