import type { Log } from "@redflag/domain/transfer";
import { ANSWER_RULES } from "./answer-class.ts";
import { classifyAnswer, type Verdict } from "./classify-answer.ts";
import type { Dialect } from "./dialect.ts";
import type { Endpoint } from "./endpoint.ts";
import { formatRpcError } from "./json-rpc-batch.ts";
import type { RpcCall, RpcReply } from "./json-rpc-transport.ts";
import { callLogsOf } from "./log-call.ts";
import { blocksOf, cutPieces, type Piece } from "./log-pieces.ts";
import { resultOf, sendCalls } from "./rpc-result.ts";
import type { LogFilter } from "./source.ts";

export interface LogRequest {
  filter: LogFilter;
  dialect: Pick<Dialect, "parseLogs" | "logRangeBlocksMax">;
}

export interface LogsRead {
  /** Ascending by piece; within one as the endpoint gave them. */
  logs: Log[];
  /** Blocks whose logs alone the endpoint called too many, with its words: none of their logs is among the others. */
  tooLarge: ReadonlyMap<number, string>;
}

/** The pieces in which the endpoint is asked for the logs of a range, by what it is known to take. */
export function planLogPieces(endpoint: Endpoint, { dialect }: LogRequest, span: Piece): Piece[] {
  return cutPieces(span, Math.min(dialect.logRangeBlocksMax, endpoint.logLimits.widthNow()));
}

export function callPieces({ filter }: LogRequest, pieces: readonly Piece[]): RpcCall[] {
  return pieces.map((piece) => callLogsOf(filter, piece));
}

/**
 * Reads the logs out of the answers to `callPieces`, and asks again, in smaller pieces, for those that were refused as
 * too much. Whatever is refused teaches the endpoint's limits; no piece is as large as one that was.
 * @throws Problem `endpoint_*`, `block_not_available`, `answer_inconsistent`
 */
export async function readLogPieces(
  endpoint: Endpoint,
  request: LogRequest,
  first: { pieces: readonly Piece[]; replies: readonly RpcReply[] },
  signal?: AbortSignal,
): Promise<LogsRead> {
  const { dialect, filter } = request;
  const read: Array<{ from: number; logs: Log[] }> = [];
  const tooLarge = new Map<number, string>();
  let { pieces, replies } = first;
  while (pieces.length > 0) {
    const refused: Array<{ piece: Piece; blocksMax: number }> = [];
    for (const [i, piece] of pieces.entries()) {
      const reply = replies[i] as RpcReply;
      const refusal = findRefusal(endpoint, callLogsOf(filter, piece), reply);
      if (refusal !== undefined) {
        const blocksMax = endpoint.logLimits.refused(blocksOf(piece), refusal.verdict);
        if (piece.from === piece.to) tooLarge.set(piece.from, refusal.words);
        else refused.push({ piece, blocksMax });
        continue;
      }
      const logs = dialect.parseLogs(resultOf(reply, "eth_getLogs", endpoint.name), endpoint.name);
      endpoint.logLimits.answered(blocksOf(piece), logs.length);
      read.push({ from: piece.from, logs });
    }
    pieces = refused.flatMap(({ piece, blocksMax }) =>
      cutPieces(piece, Math.min(blocksMax, endpoint.logLimits.widthNow())),
    );
    if (pieces.length > 0) replies = await sendCalls(endpoint, callPieces(request, pieces), signal);
  }
  const inOrder = read.toSorted((a, b) => a.from - b.from);
  return { logs: inOrder.flatMap(({ logs }) => logs), tooLarge };
}

/** Of a reply that refuses the call as too much: what it means, and its words. */
function findRefusal(
  endpoint: Endpoint,
  call: RpcCall,
  reply: RpcReply,
): { verdict: Verdict; words: string } | undefined {
  if (!("error" in reply)) return undefined;
  const verdict = classifyAnswer({ ...call, head: endpoint.head }, reply);
  if (ANSWER_RULES[verdict.class].action !== "narrow") return undefined;
  return { verdict, words: formatRpcError(reply.error) };
}
