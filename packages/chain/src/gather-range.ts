import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";
import { ANSWER_RULES } from "./answer-class.ts";
import { callBlock, readBlockAt } from "./block-call.ts";
import { BlockTooLarge } from "./block-too-large.ts";
import type { Dialect, Header } from "./dialect.ts";
import type { OnDisagreement } from "./disagreement.ts";
import type { Endpoint } from "./endpoint.ts";
import { classifyFailure, ExchangeProblem } from "./exchange-problem.ts";
import type { RpcReply } from "./json-rpc-transport.ts";
import { blocksOf, cutPieces, type Piece } from "./log-pieces.ts";
import { readHardBlock, tellTooLarge } from "./read-hard-block.ts";
import { callPieces, planLogPieces, readLogPieces } from "./read-logs.ts";
import { resultOf, sendCalls } from "./rpc-result.ts";
import type { LogFilter } from "./source.ts";

export interface GatherRequest<H extends Header> {
  filter: LogFilter;
  dialect: Dialect<H>;
  onDisagreement: OnDisagreement;
  /** Whether a header hashes to its hash, where that is to be recomputed. Throws Problem. */
  requireHeaderHash?: (header: H, endpoint: string) => void;
  /** No endpoint gives the logs of a single block of the range at once: they are had in a harder way. */
  isLastResort?: boolean;
}

export interface Gathered<H extends Header> {
  /** One for every number, ascending. */
  headers: H[];
  logs: Log[];
  /** Blocks whose logs were had in a harder way: asked for once more, they would be refused once more. */
  hardBlocks: ReadonlySet<number>;
}

/** What an endpoint was never seen to serve is not asked for again. */
const UNSERVED = "it serves no logs";

/**
 * Headers and logs of a range from one endpoint, in one exchange where it bears that, else in as many as it takes.
 * @throws Problem as `readRange` does
 */
export async function gatherRange<H extends Header>(
  endpoint: Endpoint,
  request: GatherRequest<H>,
  span: Piece,
  signal?: AbortSignal,
): Promise<Gathered<H>> {
  if (endpoint.logLimits.isUnable) return gatherWithoutLogs(endpoint, request, span, signal);
  const pieces = planLogPieces(endpoint, request, span);
  let replies: readonly RpcReply[];
  try {
    // Logs last: where it takes several requests, what is most of the answers does not wait in memory for the others.
    replies = await sendCalls(endpoint, [...callHeaders(span), ...callPieces(request, pieces)], signal);
  } catch (error) {
    return gatherParts(endpoint, request, { span, pieces, error }, signal);
  }
  const headers = readHeaders(endpoint, request, span, replies.slice(0, blocksOf(span)));
  const logReplies = replies.slice(blocksOf(span));
  // Headers first: some nodes refuse logs above their head, and that is a block not there, not a range too wide.
  const { logs, tooLarge } = await readLogPieces(endpoint, request, { pieces, replies: logReplies }, signal);
  const hard = headers.flatMap((header) => {
    const words = tooLarge.get(header.number);
    return words === undefined ? [] : { header, words };
  });
  return addHardBlocks(endpoint, request, { headers, logs }, hard, signal);
}

/** The whole exchange was refused: as too much, and then it is made in parts, or for another reason. */
async function gatherParts<H extends Header>(
  endpoint: Endpoint,
  request: GatherRequest<H>,
  { span, pieces, error }: { span: Piece; pieces: readonly Piece[]; error: unknown },
  signal: AbortSignal | undefined,
): Promise<Gathered<H>> {
  if (!(error instanceof ExchangeProblem)) throw error;
  const verdict = classifyFailure(error, callPieces(request, pieces), endpoint.head);
  if (ANSWER_RULES[verdict.class].action !== "narrow") throw error;
  const blocksMax = endpoint.logLimits.refused(Math.max(...pieces.map(blocksOf)), verdict);
  if (span.from === span.to) {
    if (!request.isLastResort) throw new BlockTooLarge(tellTooLarge(endpoint, span.from, error.detail));
    return gatherWithoutLogs(endpoint, request, span, signal);
  }
  const parts: Gathered<H>[] = [];
  // Never the whole again: what was too much may have been the exchange, not the logs of one piece.
  for (const part of cutPieces(span, Math.min(blocksMax, Math.ceil(blocksOf(span) / 2)))) {
    parts.push(await gatherRange(endpoint, request, part, signal));
  }
  return {
    headers: parts.flatMap(({ headers }) => headers),
    logs: parts.flatMap(({ logs }) => logs),
    hardBlocks: new Set(parts.flatMap(({ hardBlocks }) => [...hardBlocks])),
  };
}

/** Headers alone; the logs of each block in a harder way. */
async function gatherWithoutLogs<H extends Header>(
  endpoint: Endpoint,
  request: GatherRequest<H>,
  span: Piece,
  signal: AbortSignal | undefined,
): Promise<Gathered<H>> {
  if (!request.isLastResort) throw new BlockTooLarge(tellTooLarge(endpoint, span.from, UNSERVED));
  const replies = await sendCalls(endpoint, callHeaders(span), signal);
  const headers = readHeaders(endpoint, request, span, replies);
  const hard = headers.map((header) => ({ header, words: UNSERVED }));
  return addHardBlocks(endpoint, request, { headers, logs: [] }, hard, signal);
}

async function addHardBlocks<H extends Header>(
  endpoint: Endpoint,
  request: GatherRequest<H>,
  { headers, logs }: { headers: H[]; logs: Log[] },
  hard: ReadonlyArray<{ header: H; words: string }>,
  signal: AbortSignal | undefined,
): Promise<Gathered<H>> {
  const [firstHard] = hard;
  if (firstHard === undefined) return { headers, logs, hardBlocks: new Set() };
  if (!request.isLastResort) {
    throw new BlockTooLarge(tellTooLarge(endpoint, firstHard.header.number, firstHard.words));
  }
  const { filter, dialect } = request;
  const added: Log[] = [];
  for (const { header, words } of hard) {
    added.push(...(await readHardBlock(endpoint, { header, filter, dialect, words }, signal)));
  }
  return {
    headers,
    logs: [...logs, ...added].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex),
    hardBlocks: new Set(hard.map(({ header }) => header.number)),
  };
}

function callHeaders({ from, to }: Piece) {
  return Array.from({ length: to - from + 1 }, (_, i) => callBlock(from + i));
}

function readHeaders<H extends Header>(
  { name }: Endpoint,
  request: GatherRequest<H>,
  { from }: Piece,
  replies: readonly RpcReply[],
): H[] {
  const headers = replies.map((reply, i) =>
    readBlockAt(request.dialect, resultOf(reply, "eth_getBlockByNumber", name), from + i, name),
  );
  // What a header says beside its hash, its time above all, is true only if it hashes to it.
  for (const header of headers) requireTrueHeader(header, name, request);
  return headers;
}

function requireTrueHeader<H extends Header>(header: H, endpoint: string, request: GatherRequest<H>): void {
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
