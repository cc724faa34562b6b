import { arbitrum } from "@redflag/domain/chains/arbitrum";
import { polygon } from "@redflag/domain/chains/polygon";
import type { Hash } from "@redflag/domain/hex";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBlock } from "./parse-block.ts";
import { type ProofRules, proveReceipts } from "./receipts-proof.ts";
import type { LogFilter } from "./source.ts";
import { type RawBlock, readRealBlock } from "./testing/real-block.ts";

const TRANSFER: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
/** Tether USD and USD Coin on Ethereum. */
const FILTER: LogFilter = {
  addresses: ["0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", "0xdac17f958d2ee523a2206206994597c13d831ec7"],
  topics0: [TRANSFER],
};

const prove = ({ block, receipts }: RawBlock, filter = FILTER, chain: ProofRules = {}) =>
  proveReceipts({ header: parseBlock(block, "test"), receipts, filter, endpoint: "test", chain });
const failure = (code: string) => expect.objectContaining({ code });

describe("proveReceipts", () => {
  it.each([
    ["ethereum-1000000", 0],
    ["ethereum-4369999", 0],
    ["ethereum-18000000", 58],
    ["ethereum-18500000", 19],
  ] as const)("proves %s and finds its %d transfers", async (name, transferCount) => {
    const real = readRealBlock(name);
    const logs = await prove(real);
    const counted = real.receipts
      .flatMap((receipt) => receipt.logs)
      .filter((log) => FILTER.addresses.includes(log.address as Hash) && (log.topics as Hash[])[0] === TRANSFER);
    expect(logs.map(({ logIndex }) => logIndex)).toEqual(counted.map(({ logIndex }) => Number(logIndex)));
    expect(logs).toHaveLength(transferCount);
  });

  it("proves an empty block", async () => {
    const { buildFakeChain } = await import("./testing/fake-chain.ts");
    const [empty] = await buildFakeChain(1);
    expect((empty as RawBlock).receipts).toEqual([]);
    expect(await prove(empty as RawBlock)).toEqual([]);
  });

  it("refuses a block with any one log left out, wherever it is", async () => {
    const { receipts } = readRealBlock("ethereum-4369999");
    for (const [r, { logs }] of receipts.entries()) {
      for (const l of logs.keys()) {
        const tampered = readRealBlock("ethereum-4369999");
        tampered.receipts[r]?.logs.splice(l, 1);
        await expect(prove(renumbered(tampered))).rejects.toEqual(failure("answer_inconsistent"));
      }
    }
  });

  it("refuses any changed digit of what a log says, and of gas, status and bloom", async () => {
    const anyLog = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom("address", "topic", "data", "gas", "status", "bloom"));
    await fc.assert(
      fc.asyncProperty(anyLog, async ([pick, at, field]) => {
        const tampered = readRealBlock("ethereum-18000000");
        const withLogs = tampered.receipts.filter(({ logs }) => logs.some((log) => log.data !== "0x"));
        const receipt = withLogs[pick % withLogs.length] as RawBlock["receipts"][number];
        const log = receipt.logs.find(({ data }) => data !== "0x") as Record<string, unknown>;
        if (field === "address") log.address = changeDigit(log.address as string, at);
        if (field === "topic")
          log.topics = (log.topics as string[]).map((topic, i) => (i === 0 ? changeDigit(topic, at) : topic));
        if (field === "data") log.data = changeDigit(log.data as string, at);
        if (field === "gas") receipt.cumulativeGasUsed = `0x1${(receipt.cumulativeGasUsed as string).slice(2)}`;
        if (field === "status") receipt.status = receipt.status === "0x1" ? "0x0" : "0x1";
        if (field === "bloom") receipt.logsBloom = changeDigit(receipt.logsBloom as string, at);
        await expect(prove(tampered)).rejects.toEqual(failure("answer_inconsistent"));
      }),
      { numRuns: 25 },
    );
  });

  it("refuses a log that names another place than the one it has", async () => {
    const places = {
      logIndex: "0x7777",
      transactionIndex: "0x7777",
      blockNumber: "0x1",
      blockHash: OTHER,
      transactionHash: OTHER,
    };
    for (const [field, value] of Object.entries(places)) {
      const tampered = readRealBlock("ethereum-18500000");
      Object.assign(tampered.receipts.find(({ logs }) => logs.length > 0)?.logs[0] as object, { [field]: value });
      await expect(prove(tampered)).rejects.toEqual(failure("answer_inconsistent"));
    }
  });

  it("refuses receipts short of one, in another order, or of another type", async () => {
    const short = readRealBlock("ethereum-1000000");
    short.receipts.pop();
    await expect(prove(short)).rejects.toEqual(failure("answer_inconsistent"));
    const swapped = readRealBlock("ethereum-1000000");
    swapped.receipts.reverse();
    await expect(prove(swapped)).rejects.toEqual(failure("answer_inconsistent"));
    const retyped = readRealBlock("ethereum-18000000");
    Object.assign(retyped.receipts[0] as object, { type: "0x1" });
    await expect(prove(retyped)).rejects.toEqual(failure("answer_inconsistent"));
  });

  it("refuses a header that was made to fit the receipts", async () => {
    const forged = readRealBlock("ethereum-1000000");
    forged.block.receiptsRoot = OTHER;
    await expect(prove(forged)).rejects.toThrow(/the header hashes to/);
  });

  it.each([
    ["arbitrum-150000000", 18, arbitrum],
    ["polygon-50000000", 877, polygon],
    ["zora-49513698", 0, ZORA],
  ] as const)(
    "proves %s, of a chain with receipts or headers of its own, with all its %d logs",
    async (name, count, chain) => {
      const real = readRealBlock(name);
      const logs = real.receipts.flatMap((receipt) => receipt.logs) as unknown as Array<{
        address: Hash;
        topics: Hash[];
        logIndex: string;
      }>;
      const everything = {
        addresses: [...new Set(logs.map(({ address }) => address))],
        topics0: [...new Set(logs.map(({ topics }) => topics[0] as Hash))],
      };
      const proven = await prove(real, everything, chain);
      expect(proven.map(({ logIndex }) => logIndex)).toEqual(logs.map(({ logIndex }) => Number(logIndex)));
      expect(proven).toHaveLength(count);
    },
  );

  it("hashes a deposit's nonce and version since Canyon, and neither where no version is given", async () => {
    for (const change of [
      { depositNonce: "0x1" },
      { depositReceiptVersion: "0x2" },
      { depositReceiptVersion: null },
      { type: "0x2" },
    ]) {
      const changed = readRealBlock("zora-49513698");
      Object.assign(changed.receipts[0] as object, change);
      await expect(prove(changed, FILTER, ZORA)).rejects.toEqual(failure("answer_inconsistent"));
    }
    const torn = readRealBlock("zora-49513698");
    Object.assign(torn.receipts[0] as object, { depositNonce: null });
    await expect(prove(torn, FILTER, ZORA)).rejects.toEqual(failure("endpoint_malformed_answer"));
  });

  it("names a receipt type whose encoding it does not know", async () => {
    const later = readRealBlock("arbitrum-150000000");
    Object.assign(later.receipts[1] as object, { type: "0x7b" });
    await expect(prove(later, FILTER, arbitrum)).rejects.toEqual(failure("proof_unavailable"));
    await expect(prove(later, FILTER, arbitrum)).rejects.toThrow("0x7b");
    await expect(prove(readRealBlock("arbitrum-150000000"))).rejects.toThrow("type 0x6a, whose encoding is not known");
  });

  it("says so when a later fork's header cannot be hashed", async () => {
    const later = readRealBlock("ethereum-1000000");
    Object.assign(later.block, { difficulty: "0x1", slotNumber: "0x1" });
    await expect(prove(later)).rejects.toEqual(failure("proof_unavailable"));
    await expect(prove(later)).rejects.toThrow("slotNumber");
  });

  it("refuses what are no receipts", async () => {
    const { block } = readRealBlock("ethereum-1000000");
    const header = parseBlock(block, "test");
    for (const receipts of [null, {}, [null, null], [{}, {}]]) {
      await expect(proveReceipts({ header, receipts, filter: FILTER, endpoint: "test" })).rejects.toEqual(
        failure("endpoint_malformed_answer"),
      );
    }
  });
});

/** Of the OP Stack, and no chain of ours. */
const ZORA: ProofRules = { stack: "op" };

const OTHER = `0x${"99".repeat(32)}`;

/** Gives the logs the places they would have if the missing one had never been: the careful liar. */
function renumbered(raw: RawBlock): RawBlock {
  let logIndex = 0;
  for (const { logs } of raw.receipts) for (const log of logs) log.logIndex = `0x${(logIndex++).toString(16)}`;
  return raw;
}

function changeDigit(text: string, at: number): string {
  const place = 2 + (at % (text.length - 2));
  return `${text.slice(0, place)}${text[place] === "0" ? "1" : "0"}${text.slice(place + 1)}`;
}
