import { gzipSync } from "node:zlib";
import type { Chain } from "@redflag/domain/chain";
import { arbitrum } from "@redflag/domain/chains/arbitrum";
import { avalanche } from "@redflag/domain/chains/avalanche";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { optimism } from "@redflag/domain/chains/optimism";
import { polygon } from "@redflag/domain/chains/polygon";
import { tron } from "@redflag/domain/chains/tron";
import type { Hash, Hex } from "@redflag/domain/hex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codecOf } from "./chain-codec.ts";
import { encodeHeader, hashHeader } from "./header-hash.ts";
import type { KeptAnswer, KeptReceiptsProof } from "./kept-proof.ts";
import { makeReceiptsPart } from "./make-kept-proof.ts";
import { parseBlock } from "./parse-block.ts";
import { proveAllReceipts } from "./receipts-proof.ts";
import { readRealBlock } from "./testing/real-block.ts";
import { verifyKeptProof } from "./verify-kept-proof.ts";

const FETCHED_AT = "2026-01-01T00:00:00.000Z";
const OTHER: Hash = `0x${"99".repeat(32)}`;
/** Of the OP Stack, and no chain of ours. */
const zora: Chain = { ...optimism, name: "zora", caip2: "eip155:7777777", id: 7_777_777, unprovable: [] };

/** What would be kept of a real block for the transactions at these places. */
async function keep(name: `${string}-${number}`, chain: Chain, places: readonly number[]) {
  const raw = readRealBlock(name);
  const header = parseBlock(raw.block, "test", codecOf(chain).header);
  const receipts = await proveAllReceipts({ header, receipts: raw.receipts, endpoint: "test", chain });
  const chosen = places.map((place) => receipts.at(place) as (typeof receipts)[number]);
  const part = await makeReceiptsPart(header, receipts, new Set(chosen.map((one) => one.transactionHash)), "test");
  const { number, hash, parentHash, time } = header;
  const told = { chain: chain.caip2, endpoint: "a.example", peer: "b.example", fetchedAt: FETCHED_AT };
  const proof: KeptReceiptsProof = { kind: "receipts", ...told, block: { number, hash }, level: "proven", ...part };
  return { proof, block: { number, hash, parentHash, time }, logs: chosen.flatMap((one) => one.logs) };
}

const isBroken = expect.objectContaining({ kind: "broken" });

describe("verifyKeptProof", () => {
  it.each([
    ["ethereum-1000000", ethereum, [0, 1]],
    ["ethereum-4369999", ethereum, [0, 3, -1]],
    ["ethereum-18000000", ethereum, [0, 12, -1]],
    ["ethereum-18500000", ethereum, [5, 16, 127, 128]],
    ["arbitrum-150000000", arbitrum, [0, 1]],
    ["polygon-50000000", polygon, [0, 60, -1]],
    ["zora-49513698", zora, [0]],
  ] as const)("shows the logs of %s out of what was kept, as JSON", async (name, chain, places) => {
    const { proof, block, logs } = await keep(name, chain, places);
    const again: unknown = JSON.parse(JSON.stringify(proof));
    expect(await verifyKeptProof(chain, again)).toEqual({ kind: "proven", block, logs });
  });

  it("keeps less of a busy block than a tenth of it", async () => {
    const { proof } = await keep("ethereum-18000000", ethereum, [12]);
    const all = gzipSync(JSON.stringify(readRealBlock("ethereum-18000000").receipts)).length;
    expect(gzipSync(JSON.stringify(proof)).length).toBeLessThan(all / 10);
  });

  it("refuses any one changed byte of the header, the nodes and the block's hash", async () => {
    const { proof } = await keep("ethereum-18500000", ethereum, [5, 16]);
    const places: Array<(changed: KeptReceiptsProof, change: (hex: Hex) => Hex) => void> = [
      (changed, change) => {
        changed.header = change(changed.header);
      },
      (changed, change) => {
        changed.block.hash = change(changed.block.hash);
      },
      ...proof.receipts.flatMap(({ nodes }, r) =>
        nodes.map((_, n) => (changed: KeptReceiptsProof, change: (hex: Hex) => Hex) => {
          const own = changed.receipts[r]?.nodes as Hex[];
          own[n] = change(own[n] as Hex);
        }),
      ),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (place, at, by) => {
          const changed = structuredClone(proof);
          place(changed, (hex) => flip(hex, at, by));
          expect(await verifyKeptProof(ethereum, changed)).toEqual(isBroken);
        },
      ),
    );
  });

  it("refuses a receipt under another transaction's index, nodes left out, added or in another order", async () => {
    const { proof } = await keep("ethereum-18500000", ethereum, [5, 16]);
    const [first, second] = proof.receipts as [KeptReceiptsProof["receipts"][0], KeptReceiptsProof["receipts"][0]];
    const others = [
      [{ ...first, transactionIndex: 6 }, second],
      [{ ...first, transactionIndex: 100_000 }, second],
      [second, first],
      [first, first],
      [{ ...first, nodes: second.nodes }, second],
      [{ ...first, nodes: first.nodes.slice(0, -1) }, second],
      [{ ...first, nodes: first.nodes.slice(1) }, second],
      [{ ...first, nodes: [...first.nodes, ...second.nodes.slice(-1)] }, second],
      [{ ...first, nodes: first.nodes.toReversed() }, second],
      [{ ...first, firstLogIndex: second.firstLogIndex + 1 }, second],
    ];
    for (const receipts of others) expect(await verifyKeptProof(ethereum, { ...proof, receipts })).toEqual(isBroken);
  });

  it("refuses it for another block or chain, and where no proof reaches", async () => {
    const { proof } = await keep("ethereum-18500000", ethereum, [5]);
    const moved = { ...proof, block: { ...proof.block, number: 18_500_001 } };
    expect(await verifyKeptProof(ethereum, moved)).toEqual(isBroken);
    expect(await verifyKeptProof(polygon, proof)).toEqual({
      kind: "broken",
      fact: "is of eip155:1, not of eip155:137",
    });
    expect(await verifyKeptProof(tron, { ...proof, chain: tron.caip2 })).toEqual(isBroken);
  });

  it("refuses a header that commits to other blocks' receipts, whatever hashes to it", async () => {
    const { proof } = await keep("ethereum-18500000", ethereum, [5]);
    const settled = { ...readRealBlock("avalanche-30806864").block, settledHeight: "0x1" };
    const parsed = parseBlock(settled, "test", codecOf(avalanche).header);
    const block = { number: parsed.number, hash: hashHeader(parsed) };
    const own = { ...proof, chain: avalanche.caip2, block, header: encodeHeader(parsed) };
    expect(await verifyKeptProof(avalanche, own)).toEqual({
      kind: "broken",
      fact: "the header has settledHeight and so commits to receipts of other blocks",
    });
  });

  it("refuses whatever is no kept proof, and says where", async () => {
    const { proof } = await keep("ethereum-1000000", ethereum, [0]);
    const others: unknown[] = [
      null,
      [],
      {},
      "proof",
      { ...proof, kind: "word" },
      { ...proof, more: 1 },
      { ...proof, receipts: [] },
      { ...proof, header: "0x0" },
      { ...proof, header: "0x" },
      { ...proof, header: "0xc0" },
      { ...proof, level: "peers" },
    ];
    for (const other of others) expect(await verifyKeptProof(ethereum, other)).toEqual(isBroken);
    expect(await verifyKeptProof(ethereum, { ...proof, fetchedAt: "yesterday" })).toMatchObject({
      fact: expect.stringContaining("fetchedAt"),
    });
  });

  it("calls an answer an answer, and refuses one that does not fit together", async () => {
    const { block, logs, proof } = await keep("ethereum-18000000", ethereum, [0, 12]);
    const { chain, endpoint, fetchedAt } = proof;
    const answer: KeptAnswer = {
      ...{ kind: "answer", chain, endpoint, fetchedAt, block, level: "unproven", why: "its headers commit to nothing" },
      logs: logs.map((log) => ({ ...log, topics: [...log.topics] })),
    };
    expect(logs.length).toBeGreaterThan(1);
    expect(await verifyKeptProof(ethereum, answer)).toEqual({ kind: "answer", block, logs });
    const others = [
      answer.logs.toReversed(),
      answer.logs.map((log) => ({ ...log, blockHash: OTHER })),
      answer.logs.map((log) => ({ ...log, blockNumber: 1 })),
      [],
    ];
    for (const other of others) expect(await verifyKeptProof(ethereum, { ...answer, logs: other })).toEqual(isBroken);
  });
});

function flip(hex: Hex, at: number, by: number): Hex {
  const bytes = Buffer.from(hex.slice(2), "hex");
  const place = at % bytes.length;
  bytes[place] = (bytes[place] as number) ^ by;
  return `0x${bytes.toString("hex")}`;
}
