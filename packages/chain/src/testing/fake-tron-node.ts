import { parseQuantity } from "../parse-hex.ts";
import type { RawTronBlock } from "./fake-tron-chain.ts";

/** What a java-tron node knows. Mutable: a test moves the head, forks the chain, makes it leave logs out. */
export interface FakeTronNode {
  chainId: number;
  /** Contiguous; what is below the first is as unknown to it as what is above the last. */
  blocks: readonly RawTronBlock[];
  /** Blocks behind the head that count as final. */
  finalizedDepth: number;
  /** Results of one eth_getLogs. */
  logsMax: number;
  /** Spent on each request; at 0 it answers that it has no resources. */
  requestsLeft: number;
}

const TRON_MAINNET = 0x2b6653dc;

export function createFakeTronNode(blocks: readonly RawTronBlock[]): FakeTronNode {
  return { chainId: TRON_MAINNET, blocks, finalizedDepth: 2, logsMax: 10_000, requestsLeft: Number.POSITIVE_INFINITY };
}

interface Call {
  id: unknown;
  method: string;
  params: readonly unknown[];
}

class Refusal extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const INVALID_PARAMS = -32602;
const LIMIT_EXCEEDED = -32005;
const BATCH_MAX = 100;
const RANGE_MAX = 5_000;
const TOPICS_MAX = 1_000;

/** The body of the answer to a request's body, HTTP status 200 whatever it says. */
export function answerTron(node: FakeTronNode, request: string): string {
  if (node.requestsLeft-- <= 0) {
    return JSON.stringify({ Error: "class java.lang.IllegalAccessException : lack of computing resources" });
  }
  const body = JSON.parse(request) as Call | Call[];
  if (!Array.isArray(body)) return JSON.stringify(answerCall(node, body));
  if (body.length > BATCH_MAX) {
    const message = `Batch size ${body.length} exceeds the limit of ${BATCH_MAX}`;
    return JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: LIMIT_EXCEEDED, message } });
  }
  return JSON.stringify(body.map((call) => answerCall(node, call)));
}

function answerCall(node: FakeTronNode, { id, method, params }: Call): object {
  try {
    return { jsonrpc: "2.0", id, result: resultOf(node, method, params) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { jsonrpc: "2.0", id, error: { code: error.code, message: error.message, data: "{}" } };
  }
}

function resultOf(node: FakeTronNode, method: string, [first]: readonly unknown[]): unknown {
  switch (method) {
    case "eth_chainId":
      return `0x${node.chainId.toString(16)}`;
    case "eth_getBlockByNumber":
      return node.blocks.find(({ block }) => Number(block.number) === numberOf(node, first))?.block ?? null;
    case "eth_getLogs":
      return listLogs(node, first as LogQuery);
    default:
      throw new Refusal(-32601, `the method ${method} does not exist/is not available`);
  }
}

function numberOf({ blocks, finalizedDepth }: FakeTronNode, at: unknown): number {
  const head = Number(blocks.at(-1)?.block.number);
  if (at === "latest") return head;
  if (at === "finalized") return head - finalizedDepth;
  if (at === "earliest") return 0;
  if (at === "safe" || at === "pending") throw new Refusal(INVALID_PARAMS, `TAG ${at} not supported`);
  const number = parseQuantity(at);
  if (number === undefined) throw new Refusal(INVALID_PARAMS, "invalid block number");
  return number;
}

interface LogQuery {
  fromBlock?: string;
  toBlock?: string;
  blockHash?: string;
  address: string[];
  /** For each place what may stand there; null and absent admit anything. */
  topics: Array<string[] | null>;
}

function listLogs(node: FakeTronNode, query: LogQuery): unknown[] {
  const { address, topics, fromBlock = "latest", toBlock = "latest" } = query;
  const addresses = address.map((text, i) => readAddress(text, i));
  if (topics.some((words) => words !== null && words.length > TOPICS_MAX)) {
    throw new Refusal(INVALID_PARAMS, `exceed max topics: ${TOPICS_MAX}`);
  }
  const [from, to] = spanOf(node, query.blockHash, fromBlock, toBlock);
  const found = node.blocks
    .filter(({ block }) => Number(block.number) >= from && Number(block.number) <= to)
    .flatMap(({ logs }) => logs)
    .filter(({ address: emitter, topics: given }) => {
      const isNamed = topics.every((words, place) => words === null || words.includes(given[place] as string));
      return addresses.includes(emitter) && isNamed;
    });
  if (found.length > node.logsMax) {
    throw new Refusal(LIMIT_EXCEEDED, `query returned more than ${node.logsMax} results`);
  }
  return found;
}

function spanOf(node: FakeTronNode, hash: string | undefined, fromBlock: string, toBlock: string): [number, number] {
  if (hash !== undefined) {
    const block = node.blocks.find((known) => known.block.hash === hash);
    if (block === undefined) throw new Refusal(INVALID_PARAMS, "invalid blockHash");
    return [Number(block.block.number), Number(block.block.number)];
  }
  const [from, to] = [numberOf(node, fromBlock), numberOf(node, toBlock)];
  if (from > to) throw new Refusal(INVALID_PARAMS, "please verify: fromBlock <= toBlock");
  if (to - from > RANGE_MAX) throw new Refusal(INVALID_PARAMS, `exceed max block range: ${RANGE_MAX}`);
  return [from, to];
}

/** Hex of 20 bytes, or of 21 that begin with 41; the way people write an address is refused. */
function readAddress(text: string, index: number): string {
  const digits = /^0x(?:41)?([0-9a-f]{40})$/.exec(text)?.[1];
  if (digits === undefined) throw new Refusal(INVALID_PARAMS, `invalid address at index ${index}: ${text}`);
  return `0x${digits}`;
}
