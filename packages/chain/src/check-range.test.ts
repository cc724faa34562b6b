import type { Hash, Hex } from "@redflag/domain/hex";
import type { Log } from "@redflag/domain/transfer";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { bloomOf, mayContainItem } from "./bloom.ts";
import { stateSyncHash } from "./bor-receipts.ts";
import { checkRange, type RangeAnswer } from "./check-range.ts";
import { createLogTest } from "./log-filter.ts";
import { type EvmHeader, parseBlock } from "./parse-block.ts";
import { parseLogs } from "./parse-log.ts";
import type { LogFilter } from "./source.ts";
import { buildFakeChain, FAKE_FILTER, FAKE_TOKEN } from "./testing/fake-chain.ts";
import { readRealBlock } from "./testing/real-block.ts";

const LENGTH = 14;
let headers: EvmHeader[];
let logs: Log[];

beforeAll(async () => {
  const chain = await buildFakeChain(LENGTH);
  headers = chain.map(({ block }) => parseBlock(block, "test"));
  const all = chain.flatMap(({ receipts }) => receipts.flatMap((receipt) => receipt.logs));
  logs = parseLogs(all, "test").filter(({ address }) => address === FAKE_TOKEN);
});

const answerOf = (from: number, to: number): RangeAnswer => ({
  from,
  to,
  filter: FAKE_FILTER,
  headers: headers.slice(from, to + 1),
  logs: logs.filter(({ blockNumber }) => blockNumber >= from && blockNumber <= to),
  endpoint: "test",
});
const inconsistent = expect.objectContaining({ code: "answer_inconsistent" });
const refused = (answer: RangeAnswer) => expect(() => checkRange(answer)).toThrow(inconsistent);
const OTHER: Hash = `0x${"99".repeat(32)}`;

const anyRange = fc
  .tuple(fc.nat(LENGTH - 1), fc.nat(LENGTH - 1))
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);

/** A range with at least two logs, and the place of one that is not the last. */
const loggedRange = fc
  .tuple(fc.nat(5), fc.integer({ min: 8, max: LENGTH - 1 }), fc.nat())
  .map(([from, to, pick]) => ({ from, to, pick }));

function withLog(answer: RangeAnswer, at: number, change: Partial<Log>): RangeAnswer {
  return { ...answer, logs: answer.logs.map((log, i) => (i === at ? { ...log, ...change } : log)) };
}

function withHeader(answer: RangeAnswer, at: number, change: Partial<EvmHeader>): RangeAnswer {
  return { ...answer, headers: answer.headers.map((header, i) => (i === at ? { ...header, ...change } : header)) };
}

describe("checkRange", () => {
  it("passes any true range as it is, without suspects", () => {
    fc.assert(
      fc.property(anyRange, ([from, to]) => {
        const answer = answerOf(from, to);
        const checked = checkRange(answer);
        expect(checked.blocks.map(({ number }) => number)).toEqual(answer.headers.map(({ number }) => number));
        expect(checked.logs).toEqual(answer.logs);
        expect(checked.suspects).toEqual([]);
      }),
    );
  });

  it("suspects exactly the blocks whose logs were all left out", () => {
    fc.assert(
      fc.property(anyRange, fc.nat(), ([from, to], seed) => {
        const answer = answerOf(from, to);
        const silenced = new Set(
          answer.logs.map(({ blockNumber }) => blockNumber).filter((n) => (n * 7 + seed) % 2 === 0),
        );
        const left = answer.logs.filter(({ blockNumber }) => !silenced.has(blockNumber));
        const { suspects } = checkRange({ ...answer, logs: left });
        expect(suspects.map(({ number }) => number)).toEqual([...silenced]);
      }),
    );
  });

  it("refuses a header missing, doubled, swapped or from another height", () => {
    fc.assert(
      fc.property(loggedRange, fc.constantFrom("drop", "double", "swap", "renumber"), ({ from, to, pick }, how) => {
        const answer = answerOf(from, to);
        const at = pick % (answer.headers.length - 1);
        const list = [...answer.headers];
        const [one, next] = [list[at] as EvmHeader, list[at + 1] as EvmHeader];
        if (how === "drop") list.splice(at, 1);
        if (how === "double") list.splice(at, 0, one);
        if (how === "swap") list.splice(at, 2, next, one);
        if (how === "renumber") list[at] = { ...one, number: one.number + 1 + pick };
        refused({ ...answer, headers: list });
      }),
    );
  });

  it("refuses a break in the parent chain wherever it is", () => {
    fc.assert(
      fc.property(loggedRange, ({ from, to, pick }) => {
        const answer = answerOf(from, to);
        const at = 1 + (pick % (answer.headers.length - 1));
        refused(withHeader(answer, at, { parentHash: OTHER }));
      }),
    );
  });

  it("refuses a log whose place is not in the range or not in its block", () => {
    fc.assert(
      fc.property(loggedRange, fc.constantFrom("below", "above", "next", "hash"), ({ from, to, pick }, how) => {
        const answer = answerOf(from, to);
        const at = pick % answer.logs.length;
        const log = answer.logs[at] as Log;
        if (how === "below") refused(withLog({ ...answer, from: from + 20, to: to + 20 }, at, {}));
        if (how === "above") refused(withLog(answer, at, { blockNumber: to + 1 + pick }));
        if (how === "next")
          refused(withLog(answer, at, { blockNumber: log.blockNumber === to ? from : log.blockNumber + 1 }));
        if (how === "hash") refused(withLog(answer, at, { blockHash: OTHER }));
      }),
    );
  });

  it("refuses a log given twice, or two out of order", () => {
    fc.assert(
      fc.property(loggedRange, fc.boolean(), ({ from, to, pick }, twice) => {
        const answer = answerOf(from, to);
        const list = [...answer.logs];
        const at = pick % (list.length - 1);
        const [one, next] = [list[at] as Log, list[at + 1] as Log];
        list.splice(at, 2, ...(twice ? [one, one, next] : [next, one]));
        refused({ ...answer, logs: list });
      }),
    );
  });

  it("refuses a log nobody asked for, and a party that the bloom rules out", () => {
    fc.assert(
      fc.property(loggedRange, fc.constantFrom("address", "topic0", "none", "party"), ({ from, to, pick }, how) => {
        const answer = answerOf(from, to);
        const at = pick % answer.logs.length;
        const [topic0, ...parties] = (answer.logs[at] as Log).topics as [Hash, ...Hash[]];
        if (how === "address") refused(withLog(answer, at, { address: "0x00000000000000000000000000000000000000bb" }));
        if (how === "topic0") refused(withLog(answer, at, { topics: [OTHER, ...parties] }));
        if (how === "none") refused(withLog(answer, at, { topics: [] }));
        if (how === "party") refused(withLog(answer, at, { topics: [topic0, ...parties.slice(1), OTHER] }));
      }),
    );
  });

  it("refuses a log that an empty bloom denies", () => {
    fc.assert(
      fc.property(loggedRange, ({ from, to, pick }) => {
        const answer = answerOf(from, to);
        const { blockNumber } = answer.logs[pick % answer.logs.length] as Log;
        refused(withHeader(answer, blockNumber - from, { logsBloom: bloomOf([]) }));
      }),
    );
  });

  it("refuses logs of one transaction under two hashes, and of two under one", () => {
    const answer = answerOf(2, 2);
    const [first, second] = answer.logs as [Log, Log];
    expect(first.transactionIndex).not.toBe(second.transactionIndex);
    refused(withLog(answer, 1, { transactionIndex: first.transactionIndex }));
    refused(withLog(answer, 1, { transactionHash: first.transactionHash }));
  });
});

describe("state sync on Polygon", () => {
  const TRANSFER: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
  /** USDT and bridged USDC. */
  const filter: LogFilter = {
    addresses: ["0x2791bca1f2de4661ed88a30c99a7a9449aa84174", "0xc2132d05d31c914a87c6611c10748aeb04b58e8f"],
    topics0: [TRANSFER],
  };
  const real = readRealBlock("polygon-50000000");
  const header = parseBlock(real.block, "test");
  const given = parseLogs(
    real.receipts.flatMap((receipt) => receipt.logs),
    "test",
  );
  const { number, hash } = header;
  const block = { from: number, to: number, headers: [header], endpoint: "test" };
  const answer: RangeAnswer = { ...block, filter, logs: given.filter(createLogTest(filter)) };
  const parties = Array.from({ length: 16 }, (_, i): Hash => `0x${i.toString(16).padStart(64, "0")}`);
  const stranger = parties.find((party) => !mayContainItem(header.logsBloom as Hex, party)) as Hash;
  /** What the bridge would have paid out at the end of this block, to somebody whom its bloom rules out. */
  const deposit: Log = {
    address: "0x2791bca1f2de4661ed88a30c99a7a9449aa84174",
    topics: [TRANSFER, parties[0] as Hash, stranger],
    data: "0x01",
    blockNumber: number,
    blockHash: hash,
    transactionHash: stateSyncHash(header),
    transactionIndex: real.receipts.length,
    logIndex: given.length,
  };
  const withDeposit = { ...answer, logs: [...answer.logs, deposit] };

  it("passes a real block as it is, whichever the dialect", () => {
    expect(answer.logs.length).toBeGreaterThan(20);
    for (const outsideBloom of [undefined, stateSyncHash]) {
      expect(checkRange({ ...answer, outsideBloom })).toMatchObject({ logs: answer.logs, suspects: [] });
    }
  });

  it("lets a log outside the bloom by where it is of state sync, and nowhere else", () => {
    refused(withDeposit);
    const { logs: passed } = checkRange({ ...withDeposit, outsideBloom: stateSyncHash });
    expect(passed.at(-1)).toEqual(deposit);
    refused({ ...withDeposit, outsideBloom: () => OTHER });
    refused(withLog({ ...withDeposit, outsideBloom: stateSyncHash }, answer.logs.length, { transactionHash: OTHER }));
  });

  it("suspects a block whose logs were all left out there, too", () => {
    const { suspects } = checkRange({ ...answer, logs: [], outsideBloom: stateSyncHash });
    expect(suspects.map((suspect) => suspect.number)).toEqual([number]);
  });
});
