import type { VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { callBlock, readBlockAt, toQuantity } from "./block-call.ts";
import { checkRange } from "./check-range.ts";
import type { Dialect, Header } from "./dialect.ts";
import type { OnDisagreement } from "./disagreement.ts";
import type { RpcCall, RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import { createLogTest } from "./log-filter.ts";
import { resultOf, sendCalls } from "./rpc-result.ts";
import type { CheckedRange, LogFilter } from "./source.ts";

export interface RangeRequest<H extends Header> {
  from: number;
  to: number;
  filter: LogFilter;
  policy: VerifyPolicy;
  dialect: Dialect<H>;
  /** Whether a header hashes to its hash, where that is to be recomputed. Throws Problem. */
  requireHeaderHash?: (header: H, endpoint: string) => void;
  onDisagreement: OnDisagreement;
}

/**
 * Headers and logs of from..to from one endpoint, checked. Under the policies `bloom` and `proof` each block that has no
 * log although its bloom allows one is asked for again by its hash.
 * @throws Problem `endpoint_*`, `block_not_available`, `answer_inconsistent`, `answer_incomplete`, `proof_unavailable`
 */
export async function readRange<H extends Header>(
  transport: RpcTransport,
  request: RangeRequest<H>,
  signal?: AbortSignal,
): Promise<CheckedRange> {
  const { from, to, filter, policy, dialect } = request;
  const endpoint = transport.name;
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const logCalls = callLogsOf(request);
  const replies = await sendCalls(transport, [...logCalls, ...numbers.map(callBlock)], signal);
  const headerReplies = replies.slice(logCalls.length);
  const headers = numbers.map((number, i) =>
    readBlockAt(dialect, resultOf(headerReplies[i], "eth_getBlockByNumber", endpoint), number, endpoint),
  );
  // What a header says beside its hash, its time above all, is true only if it hashes to it.
  for (const header of headers) requireTrueHeader(header, endpoint, request);
  // Headers first: some nodes refuse logs above their head, and that is a block not there, not a range too wide.
  const logs = logCalls.flatMap((_, i) => dialect.parseLogs(resultOf(replies[i], "eth_getLogs", endpoint), endpoint));
  const { blocks, suspects } = checkRange({
    from,
    to,
    filter,
    headers,
    logs,
    outsideBloom: dialect.outsideBloom,
    endpoint,
  });
  if (policy === "header" || policy === "peers") return { blocks, logs, level: "unproven", endpoint };
  await clearSuspects(transport, suspects, request, signal);
  // Where a header's bloom is not of its own block, nothing was held against it.
  const level = headers.every(({ logsBloom }) => logsBloom !== undefined) ? "bloom" : "unproven";
  return { blocks, logs, level, endpoint };
}

function requireTrueHeader<H extends Header>(header: H, endpoint: string, request: RangeRequest<H>): void {
  try {
    request.requireHeaderHash?.(header, endpoint);
  } catch (error) {
    if (error instanceof Problem && error.code === "answer_inconsistent") {
      const detail = { blockHash: header.hash, fact: error.detail };
      request.onDisagreement({ endpoint, blockNumber: header.number, kind: "header_hash", detail });
    }
    throw error;
  }
}

/** One call, or as many as the chain's nodes need for a range so wide. */
function callLogsOf<H extends Header>({ from, to, filter, dialect }: RangeRequest<H>): RpcCall[] {
  const calls: RpcCall[] = [];
  for (let start = from; start <= to; start += dialect.logRangeBlocksMax) {
    const end = Math.min(to, start + dialect.logRangeBlocksMax - 1);
    calls.push(callLogs(filter, { fromBlock: toQuantity(start), toBlock: toQuantity(end) }));
  }
  return calls;
}

type LogPlace = { fromBlock: string; toBlock: string } | { blockHash: string };

function callLogs(filter: LogFilter, place: LogPlace): RpcCall {
  return { method: "eth_getLogs", params: [{ ...place, address: filter.addresses, topics: [filter.topics0] }] };
}

/** Where a question by block hash is refused (not every node knows it) the one block is asked for by number. */
async function clearSuspects<H extends Header>(
  transport: RpcTransport,
  suspects: readonly H[],
  { filter, dialect, onDisagreement }: RangeRequest<H>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (suspects.length === 0) return;
  const byHash = suspects.map(({ hash }) => callLogs(filter, { blockHash: hash }));
  const replies: RpcReply[] = [...(await sendCalls(transport, byHash, signal))];
  const refused = suspects.map((_, i) => i).filter((i) => "error" in (replies[i] as RpcReply));
  if (refused.length > 0) {
    const byNumber = refused.map((i) => {
      const number = toQuantity((suspects[i] as H).number);
      return callLogs(filter, { fromBlock: number, toBlock: number });
    });
    const again = await sendCalls(transport, byNumber, signal);
    for (const [k, i] of refused.entries()) replies[i] = again[k] as RpcReply;
  }
  const isAskedFor = createLogTest(filter);
  for (const [i, { number, hash }] of suspects.entries()) {
    const endpoint = transport.name;
    const logs = dialect.parseLogs(resultOf(replies[i], "eth_getLogs", endpoint), endpoint);
    if (logs.length === 0) continue;
    const ofBlock = logs.filter((log) => log.blockHash === hash && isAskedFor(log));
    if (ofBlock.length === 0) {
      throw new Problem("answer_inconsistent", `${endpoint}: logs of another place were given for block ${number}`);
    }
    onDisagreement({
      endpoint,
      blockNumber: number,
      kind: "logs_omitted",
      detail: { blockHash: hash, logsGivenBefore: 0, logsGivenNow: ofBlock.length },
    });
    const fact = `block ${number} came without logs, asked for alone it has ${ofBlock.length}`;
    throw new Problem("answer_incomplete", `${endpoint}: ${fact}`);
  }
}
