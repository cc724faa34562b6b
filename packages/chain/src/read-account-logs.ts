import type { Address } from "@redflag/domain/address";
import { TRANSFER_TOPIC } from "@redflag/domain/decode-transfer";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { BlockRef, Log } from "@redflag/domain/transfer";
import { callBlock, readBlockAt, toQuantity } from "./block-call.ts";
import type { Dialect, Header } from "./dialect.ts";
import type { RpcCall, RpcTransport } from "./json-rpc-transport.ts";
import { ask, resultOf, sendCalls } from "./rpc-result.ts";
import { sendInBatches } from "./send-in-batches.ts";

/** Whose transfers are asked for, and of which tokens: neither is empty. Lower case. */
export interface AccountFilter {
  tokens: readonly Address[];
  accounts: readonly Address[];
}

/** What one endpoint says of these accounts in a stretch of blocks. */
export interface AccountLogs {
  /** Transfer logs that name one of the accounts as sender or recipient, ascending, each once. */
  logs: readonly Log[];
  /** The last block of the stretch, as the same endpoint has it: it knew the chain that far. */
  last: BlockRef;
  /** Name of the endpoint that answered: host, never path, query or credentials. */
  endpoint: string;
}

export interface AccountRequest extends AccountFilter {
  from: number;
  to: number;
  dialect: Dialect<Header>;
}

/** Values for one topic in one call. Nodes that state a bound allow 1,000. */
const ACCOUNTS_PER_CALL = 500;
/** Each is up to 35 kB of accounts. */
const CALLS_PER_BATCH = 4;

/**
 * Asks one endpoint by topic, once for what the accounts sent and once for what they received. A range that it refuses is
 * halved. Complete only as far as the endpoint tells the truth.
 * @throws Problem `endpoint_*`, `block_not_available` where it does not know the last block, `answer_inconsistent` for a
 *   log that was not asked for or comes twice in two versions
 */
export async function readAccountLogs(
  transport: RpcTransport,
  request: AccountRequest,
  signal?: AbortSignal,
): Promise<AccountLogs> {
  const { from, to, dialect, accounts } = request;
  const endpoint = transport.name;
  // A node gives of a range beyond its head what there is, without a word.
  const last = await readLast(transport, request, signal);
  const found = new Map<string, Log>();
  for (let start = from; start <= to; start += dialect.logRangeBlocksMax) {
    const end = Math.min(to, start + dialect.logRangeBlocksMax - 1);
    for (const log of await readInHalves(transport, request, questionsOf(accounts), start, end, signal)) {
      const key = `${log.blockNumber}/${log.logIndex}`;
      const same = found.get(key);
      if (same !== undefined && !isSameLog(same, log)) {
        throw new Problem("answer_inconsistent", `${endpoint}: log ${key} was given twice, each time another`);
      }
      found.set(key, log);
    }
  }
  const logs = [...found.values()].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
  // Of one view of the chain: a reorg in between would make an honest answer look false.
  const after = await readLast(transport, request, signal);
  if (after.hash !== last.hash) {
    throw new Problem("answer_inconsistent", `${endpoint}: block ${to} was replaced while it answered`);
  }
  return { logs, last, endpoint };
}

async function readLast(
  transport: RpcTransport,
  { to, dialect }: AccountRequest,
  signal: AbortSignal | undefined,
): Promise<BlockRef> {
  const result = await ask(transport, callBlock(to), signal);
  const { number, hash } = readBlockAt(dialect, result, to, transport.name);
  return { number, hash };
}

/** One `eth_getLogs`: these words in the place of the sender (1) or of the recipient (2). */
interface Question {
  words: ReadonlySet<Hash>;
  place: 1 | 2;
}

function questionsOf(accounts: readonly Address[]): Question[] {
  const questions: Question[] = [];
  for (let i = 0; i < accounts.length; i += ACCOUNTS_PER_CALL) {
    const words = new Set(accounts.slice(i, i + ACCOUNTS_PER_CALL).map(wordOf));
    questions.push({ words, place: 1 }, { words, place: 2 });
  }
  return questions;
}

async function readInHalves(
  transport: RpcTransport,
  request: AccountRequest,
  questions: readonly Question[],
  from: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<Log[]> {
  try {
    return await readOnce(transport, request, questions, from, to, signal);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "endpoint_refused" || from === to) throw error;
    const middle = Math.floor((from + to) / 2);
    const lower = await readInHalves(transport, request, questions, from, middle, signal);
    return [...lower, ...(await readInHalves(transport, request, questions, middle + 1, to, signal))];
  }
}

async function readOnce(
  transport: RpcTransport,
  { tokens, dialect }: AccountRequest,
  questions: readonly Question[],
  from: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<Log[]> {
  const endpoint = transport.name;
  const range = { fromBlock: toQuantity(from), toBlock: toQuantity(to), address: tokens };
  const calls = questions.map(({ words, place }): RpcCall => {
    const parties = place === 1 ? [[...words]] : [null, [...words]];
    return { method: "eth_getLogs", params: [{ ...range, topics: [[TRANSFER_TOPIC], ...parties] }] };
  });
  const send = (batch: readonly RpcCall[]) => sendCalls(transport, batch, signal);
  const replies = await sendInBatches(calls, CALLS_PER_BATCH, send, signal);
  const isToken = new Set(tokens);
  return questions.flatMap((question, i) => {
    const logs = dialect.parseLogs(resultOf(replies[i], "eth_getLogs", endpoint), endpoint);
    for (const [k, log] of logs.entries()) {
      const name = `log ${log.logIndex} of block ${log.blockNumber}`;
      const refuse = (fact: string) => new Problem("answer_inconsistent", `${endpoint}: ${name} ${fact}`);
      if (log.blockNumber < from || log.blockNumber > to) throw refuse(`lies outside blocks ${from} to ${to}`);
      if (!isToken.has(log.address) || !names(log, question)) throw refuse("is not what was asked for");
      const before = logs[k - 1];
      if (before !== undefined && !isAfter(log, before)) throw refuse("is out of order or given twice");
    }
    return logs;
  });
}

function names({ topics }: Log, { words, place }: Question): boolean {
  const word = topics[place];
  return topics[0] === TRANSFER_TOPIC && word !== undefined && words.has(word);
}

function isAfter(log: Log, before: Log): boolean {
  return log.blockNumber === before.blockNumber ? log.logIndex > before.logIndex : log.blockNumber > before.blockNumber;
}

function isSameLog(a: Log, b: Log): boolean {
  return (
    a.blockHash === b.blockHash &&
    a.transactionHash === b.transactionHash &&
    a.address === b.address &&
    a.data === b.data &&
    a.topics.join() === b.topics.join()
  );
}

/** An address as an indexed argument stands in a topic. */
function wordOf(address: Address): Hash {
  return `0x${address.slice(2).padStart(64, "0")}`;
}
