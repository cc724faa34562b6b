import { ZERO_ADDRESS } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { findBlocksMax } from "./answer-limits.ts";
import { callBlock, readBlock, toQuantity } from "./block-call.ts";
import type { Dialect } from "./dialect.ts";
import { getChainId } from "./endpoint-pool.ts";
import { evmDialectOf } from "./evm-dialect.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { ask } from "./rpc-result.ts";
import { tronDialect } from "./tron-dialect.ts";

export interface EndpointReport {
  /** Host, never the URL. */
  name: string;
  chainId: number | undefined;
  /** Block numbers. */
  head: number | undefined;
  finalized: number | undefined;
  supports: { finalizedTag: boolean; blockReceipts: boolean };
  /** The widest of 1, 10, 100, 1,000, 10,000 blocks below the head that eth_getLogs took, or what the refusal of the next
   * one states; 0 when it took none. */
  logRangeBlocksMax: number;
  /** One round trip, of the first call. */
  latencyMs: number | undefined;
  /** What is wrong for use with this chain. A missing convenience is told by `supports`, not here. */
  problems: readonly Problem[];
}

const WIDTHS = [1, 10, 100, 1_000, 10_000];

/** Asks one endpoint what it can do, for `redflag doctor`. Throws nothing that the endpoint caused. */
export async function probeEndpoint(
  transport: RpcTransport,
  chain: Chain,
  signal?: AbortSignal,
): Promise<EndpointReport> {
  const { name } = transport;
  const parser: Pick<Dialect, "parseHeader"> = chain.family === "tron" ? tronDialect : evmDialectOf(chain);
  const problems: Problem[] = [];
  const begin = performance.now();
  const chainId = await attempt(getChainId(transport, signal), problems);
  const latencyMs = chainId === undefined ? undefined : Math.round(performance.now() - begin);
  const none = { head: undefined, finalized: undefined, supports: { finalizedTag: false, blockReceipts: false } };
  if (chainId === undefined) return { name, chainId, ...none, logRangeBlocksMax: 0, latencyMs, problems };
  if (chainId !== chain.id) {
    const fact = `${name} serves chain ${chainId}, ${chain.name} is chain ${chain.id}`;
    problems.push(new Problem("endpoint_wrong_chain", fact));
    return { name, chainId, ...none, logRangeBlocksMax: 0, latencyMs, problems };
  }

  const head = await attempt(getHeader("latest"), problems);
  if (head === undefined) return { name, chainId, ...none, logRangeBlocksMax: 0, latencyMs, problems };
  const tagProblems = chain.finality.kind === "tag" ? problems : [];
  const finalized = await attempt(getHeader("finalized"), tagProblems);
  const receipts = await attempt(ask(transport, { method: "eth_getBlockReceipts", params: [head.hash] }, signal), []);
  return {
    name,
    chainId,
    head: head.number,
    finalized: finalized?.number,
    supports: { finalizedTag: finalized !== undefined, blockReceipts: Array.isArray(receipts) },
    logRangeBlocksMax: await findLogRange(transport, head.number, problems, signal),
    latencyMs,
    problems,
  };

  async function getHeader(tag: "latest" | "finalized") {
    return readBlock(parser, await ask(transport, callBlock(tag), signal), `${tag} block`, name);
  }
}

/** Widths beyond the whole chain say nothing and are not tried. */
async function findLogRange(transport: RpcTransport, head: number, problems: Problem[], signal?: AbortSignal) {
  let widest = 0;
  for (const width of WIDTHS.filter((blocks) => blocks <= head + 1)) {
    const range = { fromBlock: toQuantity(head - width + 1), toBlock: toQuantity(head) };
    const call = { method: "eth_getLogs", params: [{ ...range, address: [ZERO_ADDRESS], topics: [] }] };
    const refusals: Problem[] = [];
    const result = await attempt(ask(transport, call, signal), refusals);
    if (!Array.isArray(result)) {
      if (widest === 0) problems.push(...refusals);
      const stated = findBlocksMax(refusals[0]?.detail ?? "");
      if (widest > 0 && stated !== undefined && stated < width) widest = Math.max(widest, stated);
      break;
    }
    widest = width;
  }
  return widest;
}

async function attempt<T>(work: Promise<T>, problems: Problem[]): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    problems.push(error);
    return undefined;
  }
}
