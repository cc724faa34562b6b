import type { Hash, Hex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Block, BlockRef, Log } from "@redflag/domain/transfer";
import { type BloomMark, markOf, mayContain, mayContainItem } from "./bloom.ts";
import type { Header } from "./dialect.ts";
import { createLogTest } from "./log-filter.ts";
import type { LogFilter } from "./source.ts";

export interface RangeAnswer<H extends Header = Header> {
  from: number;
  to: number;
  filter: LogFilter;
  /** In the order in which they were asked for: from, from + 1, … to. */
  headers: readonly H[];
  logs: readonly Log[];
  /** As the dialect says it. */
  outsideBloom?: ((block: BlockRef) => Hash) | undefined;
  /** Name for messages. */
  endpoint: string;
}

export interface RangeCheck<H extends Header> {
  blocks: readonly Block[];
  logs: readonly Log[];
  /** Blocks without a log although their bloom admits a contract and a first topic of the filter: ask again. */
  suspects: readonly H[];
}

/**
 * Holds an answer against itself: headers against each other, logs against headers. What passes may still be
 * incomplete (only receipts prove completeness), but nothing in it contradicts the headers.
 * @throws Problem `answer_inconsistent` naming the first contradiction
 */
export function checkRange<H extends Header>(answer: RangeAnswer<H>): RangeCheck<H> {
  const refuse = (fact: string) => new Problem("answer_inconsistent", `${answer.endpoint}: ${fact}`);
  checkHeaders(answer, refuse);
  const logged = checkLogs(answer, refuse);
  return {
    blocks: answer.headers.map(({ number, hash, parentHash, time }) => ({ number, hash, parentHash, time })),
    logs: answer.logs,
    suspects: findSuspects(answer, logged),
  };
}

type Refuse = (fact: string) => Problem;

function checkHeaders({ from, to, headers }: RangeAnswer, refuse: Refuse): void {
  if (headers.length !== to - from + 1) throw refuse(`${headers.length} headers for blocks ${from} to ${to}`);
  let parent: Header | undefined;
  for (const [i, header] of headers.entries()) {
    if (header.number !== from + i) throw refuse(`asked for block ${from + i}, got block ${header.number}`);
    if (parent !== undefined && header.parentHash !== parent.hash) {
      throw refuse(`block ${header.number} names ${header.parentHash} as its parent, but ${parent.hash} was given`);
    }
    parent = header;
  }
}

/** Returns the numbers of the blocks that have a log. */
function checkLogs({ from, to, filter, headers, logs, outsideBloom }: RangeAnswer, refuse: Refuse): Set<number> {
  const isAskedFor = createLogTest(filter);
  const marks = new Map([...filter.addresses, ...filter.topics0].map((item) => [item, markOf(item)]));
  const logged = new Set<number>();
  let last: Log | undefined;
  for (const log of logs) {
    const { blockNumber, logIndex } = log;
    // Put together only when it is needed, for this runs on every log.
    const refuseLog = (fact: string) => refuse(`log ${logIndex} of block ${blockNumber} ${fact}`);
    const header = headers[blockNumber - from];
    if (blockNumber < from || blockNumber > to || header === undefined) {
      throw refuseLog(`lies outside blocks ${from} to ${to}`);
    }
    if (log.blockHash !== header.hash) {
      throw refuseLog(`belongs to block hash ${log.blockHash}, the header says ${header.hash}`);
    }
    if (!isAskedFor(log)) throw refuseLog(`is not what was asked for`);
    if (last !== undefined && !isAfter(log, last)) throw refuseLog(`is out of order or given twice`);
    const { logsBloom } = header;
    const isRuledOut = logsBloom !== undefined && !mayHoldLog(logsBloom, log, marks);
    if (isRuledOut && log.transactionHash !== outsideBloom?.(header)) {
      throw refuseLog(`is ruled out by the block's bloom`);
    }
    logged.add(blockNumber);
    last = log;
  }
  return logged;
}

/** @param marks of what the filter asks for: each log has two of them */
function mayHoldLog(bloom: Hex, { address, topics }: Log, marks: ReadonlyMap<Hex, BloomMark>): boolean {
  const asked = marks.get(address);
  if (!(asked === undefined ? mayContainItem(bloom, address) : mayContain(bloom, asked))) return false;
  for (let i = 0; i < topics.length; i++) {
    const topic = topics[i] as Hex;
    const mark = i === 0 ? marks.get(topic) : undefined;
    if (!(mark === undefined ? mayContainItem(bloom, topic) : mayContain(bloom, mark))) return false;
  }
  return true;
}

/** Transactions must ascend with their logs: the ordinal that names a transfer rests on it. */
function isAfter(log: Log, last: Log): boolean {
  if (log.blockNumber !== last.blockNumber) return log.blockNumber > last.blockNumber;
  if (log.logIndex <= last.logIndex || log.transactionIndex < last.transactionIndex) return false;
  return (log.transactionIndex === last.transactionIndex) === (log.transactionHash === last.transactionHash);
}

function findSuspects<H extends Header>({ filter, headers }: RangeAnswer<H>, logged: ReadonlySet<number>): H[] {
  const addresses = filter.addresses.map(markOf);
  const topics0 = filter.topics0.map(markOf);
  return headers.filter(
    ({ number, logsBloom }) =>
      logsBloom !== undefined &&
      !logged.has(number) &&
      topics0.some((topic) => mayContain(logsBloom, topic)) &&
      addresses.some((address) => mayContain(logsBloom, address)),
  );
}
