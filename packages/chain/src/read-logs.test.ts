import fc from "fast-check";
import { expect, it } from "vitest";
import { findAskedRange } from "./asked-range.ts";
import { toQuantity } from "./block-call.ts";
import { Endpoint } from "./endpoint.ts";
import type { RpcCall, RpcReply } from "./json-rpc-transport.ts";
import { blocksOf, cutPieces, type Piece } from "./log-pieces.ts";
import { parseLogs } from "./parse-log.ts";
import { callPieces, planLogPieces, readLogPieces } from "./read-logs.ts";
import { FAKE_FILTER, FAKE_TOKEN } from "./testing/fake-chain.ts";
import { createVirtualClock } from "./testing/virtual-clock.ts";

const REQUEST = { filter: FAKE_FILTER, dialect: { parseLogs, logRangeBlocksMax: Number.POSITIVE_INFINITY } };
const LENGTH = 400;

interface Refusing {
  rangeMax: number;
  resultsMax: number;
  says: "number" | "nothing" | "suggestion";
}

function logOf(blockNumber: number, logIndex: number) {
  return {
    address: FAKE_TOKEN,
    topics: FAKE_FILTER.topics0,
    data: "0x",
    blockNumber: toQuantity(blockNumber),
    blockHash: `0x${blockNumber.toString(16).padStart(64, "0")}`,
    transactionHash: `0x${logIndex.toString(16).padStart(64, "0")}`,
    transactionIndex: toQuantity(logIndex),
    logIndex: toQuantity(logIndex),
  };
}

/** A node that refuses as providers do; every request it was sent, and every size that it refused for each reason. */
function createRefusingNode(counts: readonly number[], { rangeMax, resultsMax, says }: Refusing) {
  const asked: Piece[] = [];
  const refused = { range: Number.POSITIVE_INFINITY, results: Number.POSITIVE_INFINITY };
  const faults: string[] = [];
  const answer = (call: RpcCall, known: typeof refused): RpcReply => {
    const piece = findAskedRange(call.params) as Piece;
    const blocks = blocksOf(piece);
    asked.push(piece);
    if (blocks >= known.range || blocks >= known.results) faults.push(`${blocks} blocks were asked for again`);
    if (blocks > rangeMax) {
      refused.range = Math.min(refused.range, blocks);
      const message = says === "nothing" ? "block range is too wide" : `exceed maximum block range: ${rangeMax}`;
      return { error: { code: -32602, message } };
    }
    const inside = counts.slice(piece.from, piece.to + 1);
    const sum = inside.reduce((total, count) => total + count, 0);
    if (sum > resultsMax) {
      refused.results = Math.min(refused.results, blocks);
      return { error: { code: -32005, message: tellTooMany(piece, inside, { rangeMax, resultsMax, says }) } };
    }
    const result = inside.flatMap((count, i) => Array.from({ length: count }, (_, k) => logOf(piece.from + i, k)));
    return { result };
  };
  const transport = {
    name: "node.example",
    // What is refused in a batch is known only after it.
    send: async (calls: readonly RpcCall[]) => {
      const known = { ...refused };
      return calls.map((call) => answer(call, known));
    },
    close: async () => {},
  };
  return { endpoint: new Endpoint(transport, createVirtualClock()), asked, faults };
}

function tellTooMany({ from }: Piece, inside: readonly number[], { resultsMax, says }: Refusing): string {
  if (says === "nothing") return "query exceeds max results";
  if (says === "number") return `query returned more than ${resultsMax} results`;
  const sums = inside.map((_, i) => inside.slice(0, i + 1).reduce((sum, count) => sum + count, 0));
  const fitting = sums.findIndex((sum) => sum > resultsMax);
  return `query exceeds max results ${resultsMax}, retry with the range ${from}-${from + Math.max(0, fitting - 1)}`;
}

async function readAll(endpoint: Endpoint, span: Piece) {
  const pieces = planLogPieces(endpoint, REQUEST, span);
  const replies = await endpoint.send(callPieces(REQUEST, pieces));
  return readLogPieces(endpoint, REQUEST, { pieces, replies });
}

const nodes = fc.record({
  rangeMax: fc.oneof(fc.integer({ min: 1, max: 150 }), fc.constant(10_000)),
  resultsMax: fc.oneof(fc.integer({ min: 20, max: 300 }), fc.constant(100_000)),
  says: fc.constantFrom("number", "nothing", "suggestion"),
});

it("gets every log from a node that refuses, and never asks for a size that was refused", async () => {
  const densities = fc.array(fc.nat(20), { minLength: LENGTH, maxLength: LENGTH });
  await fc.assert(
    fc.asyncProperty(nodes, densities, fc.integer({ min: 1, max: 100 }), async (node, counts, jobBlocks) => {
      const { endpoint, faults } = createRefusingNode(counts, node as Refusing);
      let logCount = 0;
      for (const span of cutPieces({ from: 0, to: LENGTH - 1 }, jobBlocks)) {
        const { logs, tooLarge } = await readAll(endpoint, span);
        expect([...tooLarge.keys()]).toEqual([]);
        const expected = counts.slice(span.from, span.to + 1).flatMap((count, i) => Array(count).fill(span.from + i));
        expect(logs.map(({ blockNumber }) => blockNumber)).toEqual(expected);
        logCount += logs.length;
      }
      expect(logCount).toBe(counts.reduce((sum, count) => sum + count, 0));
      expect(faults).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

it("asks little more often than it must where logs are even", async () => {
  await fc.assert(
    fc.asyncProperty(nodes, fc.integer({ min: 1, max: 20 }), async (node, density) => {
      const { endpoint, asked } = createRefusingNode(Array(LENGTH).fill(density), node as Refusing);
      for (const span of cutPieces({ from: 0, to: LENGTH - 1 }, 100)) await readAll(endpoint, span);
      const widest = Math.max(1, Math.min(100, node.rangeMax, Math.floor(node.resultsMax / density)));
      expect(asked.length).toBeLessThanOrEqual(3 * Math.ceil(LENGTH / widest) + 16);
    }),
    { numRuns: 150 },
  );
});

it("names a block whose logs alone are too many, and gives the others", async () => {
  const counts = Array.from({ length: 50 }, (_, i) => (i === 17 ? 500 : 2));
  const { endpoint } = createRefusingNode(counts, { rangeMax: 1_000, resultsMax: 100, says: "number" });
  const { logs, tooLarge } = await readAll(endpoint, { from: 0, to: 49 });
  expect([...tooLarge]).toEqual([[17, "query returned more than 100 results (code -32005)"]]);
  expect(logs).toHaveLength(98);
});
