import type { VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import { checkRange } from "./check-range.ts";
import type { Header } from "./dialect.ts";
import type { Endpoint } from "./endpoint.ts";
import { type GatherRequest, gatherRange } from "./gather-range.ts";
import type { RpcReply, RpcTransport } from "./json-rpc-transport.ts";
import { callLogs, callLogsOf } from "./log-call.ts";
import { createLogTest } from "./log-filter.ts";
import { resultOf, sendCalls } from "./rpc-result.ts";
import type { CheckedRange } from "./source.ts";

export interface RangeRequest<H extends Header> extends GatherRequest<H> {
  from: number;
  to: number;
  policy: VerifyPolicy;
}

/**
 * Headers and logs of from..to from one endpoint, checked. Under the policies `bloom` and `proof` each block that has no
 * log although its bloom allows one is asked for again by its hash.
 * @throws Problem `endpoint_*`, `block_not_available`, `answer_inconsistent`, `answer_incomplete`, `proof_unavailable`;
 *   `BlockTooLarge` for a single block, unless this is the last resort
 */
export async function readRange<H extends Header>(
  endpoint: Endpoint,
  request: RangeRequest<H>,
  signal?: AbortSignal,
): Promise<CheckedRange> {
  const { from, to, filter, policy, dialect } = request;
  const { name } = endpoint;
  const { headers, logs, hardBlocks } = await gatherRange(endpoint, request, request, signal);
  const { blocks, suspects } = checkRange({
    from,
    to,
    filter,
    headers,
    logs,
    outsideBloom: dialect.outsideBloom,
    endpoint: name,
  });
  if (policy === "header" || policy === "peers") return { blocks, logs, level: "unproven", endpoint: name };
  const unsure = suspects.filter(({ number }) => !hardBlocks.has(number));
  await clearSuspects(endpoint, unsure, request, signal);
  // Where a header's bloom is not of its own block, nothing was held against it.
  const level = headers.every(({ logsBloom }) => logsBloom !== undefined) ? "bloom" : "unproven";
  return { blocks, logs, level, endpoint: name };
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
      const { number } = suspects[i] as H;
      return callLogsOf(filter, { from: number, to: number });
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
