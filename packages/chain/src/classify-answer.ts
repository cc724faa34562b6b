import type { AnswerClass } from "./answer-class.ts";
import { findBlocksMax, findResultsMax } from "./answer-limits.ts";
import { type AskedRange, findAskedRange } from "./asked-range.ts";
import type { RpcCall, RpcError } from "./json-rpc-transport.ts";
import { parseQuantity } from "./parse-hex.ts";
import { cutSuggestion, findSuggestedRange } from "./suggested-range.ts";

/** What came, as far as it was read: an error, a result, or neither. */
export interface Answer {
  /** Absent where the exchange went well, or never came so far as to have one. */
  httpStatus?: number | undefined;
  error?: RpcError | undefined;
  result?: unknown;
}

export interface Verdict {
  class: AnswerClass;
  /** Blocks of one request at most, as the text states it. */
  blocksMax?: number;
  /** Logs of one answer at most, as the text states it. */
  resultsMax?: number;
  /** Of a `suggested_range`, where it can be used. */
  suggested?: AskedRange;
  /** Only a status or a code says so: nothing is to be remembered of it. */
  isGuess?: true;
}

/** Blocks below its head for which a node that lacks one is late rather than pruned. */
const LATE_BLOCKS_MAX = 128;

/**
 * What an answer means. Words outweigh codes and codes outweigh the status: providers give the same code to opposites
 * (-32005 is "too many logs" and "too many requests").
 * @param asked `head` is the highest block that this endpoint is known to have
 */
export function classifyAnswer(asked: RpcCall & { head?: number | undefined }, answer: Answer): Verdict {
  const { error, httpStatus } = answer;
  if (error === undefined && "result" in answer) return { class: classifyResult(asked, answer.result) };
  const range = findAskedRange(asked.params);
  if (range !== undefined && range.from > range.to) return { class: "bad_request" };
  const text = error === undefined || BARE_STATUS.test(error.message) ? "" : error.message;
  return (
    classifyText(text, error?.data, range, asked.head) ??
    classifyStatus(httpStatus, asked.method, range) ??
    (error === undefined ? { class: "transient" } : classifyCode(error.code, asked.method, range))
  );
}

/** The status in words is no more than the status. */
const BARE_STATUS = /^(?:\d{3} )?(?:service unavailable|bad gateway|payload too large|bad request)$/i;

const RATE_LIMIT =
  /rate.?limit|too many requests|throttl|quota|daily request count|compute units per second|credits? limited|cu limit exceeded|computing resources|requests? per (?:second|minute|day)/i;
const TOO_MANY_RESULTS =
  /more than [\d,k]+ (?:results|logs)|(?:exceeds?|exceeded) max results|logs matched by query exceeds|too many (?:logs|results)|response (?:size|is too (?:big|large)|too (?:big|large)|exceeds)|^limit exceeded\.?$/i;
/** As one client's library tells what a provider answers to what is too much. */
const TOO_MANY_GUESS =
  /^ServerError\(-32000\)$|batch.{0,40}(?:size|too (?:large|big|many)|limit)|request entity too large/i;
const AHEAD_OF_HEAD =
  /beyond (?:the )?(?:current )?head|after last accepted block|^invalid block range$|in the future/i;
const PRUNED =
  /pruned|not available for from block|data before .{0,60} is not available|failed to get logs for block|missing trie node|archive|history unavailable/i;
const NOT_FOUND = /block (?:not found:? #?(\d+)|#?(\d+) not found)/i;
const BAD_REQUEST =
  /exceed max (?:addresses|topics)|topics size|tag \w+ not supported|cannot specify both|invalid (?:hash value|argument|params|address|block number)|please verify|method.{0,80}(?:not (?:found|supported|available|exist|allowed|enabled)|unsupported|disabled)|(?:unknown|unsupported|no such) method/i;
const RANGE_LIMIT =
  /block range|range.{0,60}(?:limit|exceed|too (?:large|wide|high|big)|allowed for your plan|not supported)|(?:max(?:imum)?|limited to).{0,40}(?:range|blocks)|too many blocks|at most [\d,k]+ blocks|smaller than size|maximum is set to|max range/i;
const TRANSIENT =
  /no backend|unknown block|invalid blockhash|header not found|error (?:decoding|sending)|time(?:d )?.?out|try again|unavailable|overload|busy/i;

const BY_WORDS: ReadonlyArray<readonly [AnswerClass, RegExp]> = [
  ["rate_limit", RATE_LIMIT],
  ["too_many_results", TOO_MANY_RESULTS],
  ["ahead_of_head", AHEAD_OF_HEAD],
  ["pruned", PRUNED],
  ["bad_request", BAD_REQUEST],
  ["range_limit", RANGE_LIMIT],
  ["transient", TRANSIENT],
];

function classifyText(
  text: string,
  data: unknown,
  range: AskedRange | undefined,
  head: number | undefined,
): Verdict | undefined {
  const suggested = findSuggestedRange(text, data, range);
  const { isSuggesting, rest } = cutSuggestion(text);
  const blocksMax = findBlocksMax(rest);
  const resultsMax = findResultsMax(rest);
  const limits = { ...(blocksMax !== undefined && { blocksMax }), ...(resultsMax !== undefined && { resultsMax }) };
  if (suggested !== undefined && isSuggesting) return { class: "suggested_range", suggested, ...limits };
  const missing = NOT_FOUND.exec(rest);
  if (missing !== null) return { class: classifyMissing(Number(missing[1] ?? missing[2]), head) };
  const named = BY_WORDS.find(([, words]) => words.test(rest))?.[0];
  if (named === "too_many_results") return { class: named, ...(resultsMax !== undefined && { resultsMax }) };
  if (named === "range_limit") return { class: named, ...(blocksMax !== undefined && { blocksMax }) };
  if (named !== undefined) return { class: named };
  if (isSuggesting) return { class: "suggested_range" };
  return TOO_MANY_GUESS.test(rest) ? { class: "too_many_results", isGuess: true } : undefined;
}

function classifyStatus(
  status: number | undefined,
  method: string,
  range: AskedRange | undefined,
): Verdict | undefined {
  if (status === undefined || (status >= 200 && status <= 299)) return undefined;
  if (status === 429 || status === 402) return { class: "rate_limit" };
  if (status === 413) return { class: "too_many_results", isGuess: true };
  if (status === 503 && canShrink(method, range)) return { class: "too_many_results", isGuess: true };
  if (status >= 500 || status === 408) return { class: "transient" };
  // A request that is well formed and yet bad is one that its code tells of; without one it is the address or the key.
  return status === 400 ? undefined : { class: "bad_request" };
}

function classifyCode(code: number, method: string, range: AskedRange | undefined): Verdict {
  if (code === 4444) return { class: "pruned" };
  if (code === -32601) return { class: "bad_request" };
  // Words that nobody has seen yet are most often a new way to say "too much", and fewer blocks are soon tried.
  const mayBeTooMuch = code === -32005 ? canShrink(method, range) : range !== undefined && canShrink(method, range);
  if (mayBeTooMuch) return { class: "too_many_results", isGuess: true };
  if (code === -32005) return { class: "rate_limit" };
  return { class: code === -32602 || code === -32600 ? "bad_request" : "transient" };
}

/** One block alone cannot be made fewer; of a range that is not known it is not known either. */
function canShrink(method: string, range: AskedRange | undefined): boolean {
  return method === "eth_getLogs" && (range === undefined || range.from < range.to);
}

function classifyMissing(number: number, head: number | undefined): AnswerClass {
  return head !== undefined && number <= head - LATE_BLOCKS_MAX ? "pruned" : "ahead_of_head";
}

/** A result that can be read may still be silently wrong: no text tells. */
function classifyResult(
  { method, params, head }: RpcCall & { head?: number | undefined },
  result: unknown,
): AnswerClass {
  if (method === "eth_getLogs") return Array.isArray(result) ? "silent_wrong" : "malformed";
  if (result !== null && result !== undefined) return "silent_wrong";
  if (method === "eth_getBlockByNumber") {
    const number = parseQuantity(params[0]);
    if (number !== undefined) return classifyMissing(number, head);
    return params[0] === "latest" ? "malformed" : "silent_wrong";
  }
  return /^eth_get(?:Block|Transaction)/.test(method) ? "ahead_of_head" : "malformed";
}
