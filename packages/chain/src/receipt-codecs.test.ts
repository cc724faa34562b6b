import type { Chain, Stack } from "@redflag/domain/chain";
import { celo } from "@redflag/domain/chains/celo";
import { optimism } from "@redflag/domain/chains/optimism";
import { polygon } from "@redflag/domain/chains/polygon";
import type { Hash, Hex } from "@redflag/domain/hex";
import { encodeRlp, getBytes } from "ethers/utils";
import { describe, expect, it } from "vitest";
import { bloomOf } from "./bloom.ts";
import { stateSyncHash } from "./bor-receipts.ts";
import { hashHeader } from "./header-hash.ts";
import { keccakHex } from "./keccak.ts";
import { parseBlock } from "./parse-block.ts";
import { type ProofRules, proveReceipts } from "./receipts-proof.ts";
import { readRealBlock } from "./testing/real-block.ts";

const TOKEN: Hex = "0x765de816845861e75a25fca122bb6898b8b1282a";
const TRANSFER: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
const FILTER = { addresses: [TOKEN], topics0: [TRANSFER] };
const TX: Hash = `0x${"5a".repeat(32)}`;

/**
 * A block of one receipt with one log, whose root is put together here by hand, as the family's source says: the type's byte,
 * then RLP of status, gas, bloom, logs and what the family adds.
 */
function blockOf(number: number, type: number, given: Record<string, string>, hashed: readonly Hex[]) {
  const log = { address: TOKEN, topics: [TRANSFER], data: "0x07" as Hex };
  const logsBloom = bloomOf([TOKEN, TRANSFER]);
  const payload = encodeRlp(["0x01", "0xfa0d", logsBloom, [[log.address, log.topics, log.data]], ...hashed]);
  const leaf = type === 0 ? payload : `0x${type.toString(16)}${payload.slice(2)}`;
  // A trie of one key, 0x80, is one leaf: an even path of two digits, then the value.
  const receiptsRoot = keccakHex(getBytes(encodeRlp(["0x2080", leaf])));
  const block = {
    ...readRealBlock("ethereum-18500000").block,
    ...{ number: `0x${number.toString(16)}`, receiptsRoot, logsBloom, transactions: [TX] },
  };
  const hash = hashHeader(parseBlock(block, "test"));
  const place = { blockNumber: block.number, blockHash: hash, transactionHash: TX, transactionIndex: "0x0" };
  const outcome = { type: `0x${type.toString(16)}`, status: "0x1", cumulativeGasUsed: "0xfa0d", logsBloom };
  const receipt = { ...place, ...outcome, ...given, logs: [{ ...place, ...log, logIndex: "0x0" }] };
  return { block: { ...block, hash }, receipts: [receipt] };
}

type Made = ReturnType<typeof blockOf>;
const prove = ({ block, receipts }: Made, chain: ProofRules) =>
  proveReceipts({ header: parseBlock(block, "test"), receipts, filter: FILTER, endpoint: "test", chain });
const code = (work: Promise<unknown>) =>
  work.then(
    () => "proven",
    (error: { code: string }) => error.code,
  );

const BASE_FEE = { baseFee: "0x2c567f0d0" };
const CANYON = 114_696_812;
const DEPOSIT = { depositNonce: "0x1f", depositReceiptVersion: "0x1" };

const FAMILIES: ReadonlyArray<[string, Chain | { stack: Stack }, Made]> = [
  ["a fee paid in a token on Celo", celo, blockOf(40_000_000, 0x7b, BASE_FEE, ["0x02c567f0d0"])],
  ["one from before, without a base fee", celo, blockOf(40_000_000, 0x7b, {}, [])],
  ["a deposit on OP Mainnet", optimism, blockOf(CANYON, 0x7e, DEPOSIT, ["0x1f", "0x01"])],
  [
    "one before Canyon, its nonce given and not hashed",
    optimism,
    blockOf(CANYON - 1, 0x7e, { depositNonce: "0x1f" }, []),
  ],
  ["one before Regolith", optimism, blockOf(CANYON - 1, 0x7e, {}, [])],
  ["state sync on Polygon since Madhugiri", polygon, blockOf(81_000_000, 0x7f, {}, [])],
];

describe("receipt codecs", () => {
  it.each(FAMILIES)("prove %s", async (_, chain, made) => {
    expect(await prove(made, chain)).toHaveLength(1);
  });

  it("know no type of another family", async () => {
    for (const [, chain, made] of FAMILIES) {
      const others: ProofRules[] = [{}, { stack: "arbitrum" }, { stack: "coreth" }];
      if (chain.stack !== "bor") others.push({ stack: "bor" });
      for (const other of others) expect(await code(prove(made, other))).toBe("proof_unavailable");
    }
  });

  it("hold a base fee that does not fit against nobody: how Celo's nodes give it was never tried", async () => {
    const torn = blockOf(40_000_000, 0x7b, { baseFee: "0x2c567f0d1" }, ["0x02c567f0d0"]);
    expect(await code(prove(torn, celo))).toBe("proof_unavailable");
    expect(await code(prove(torn, { stack: "celo" }))).toBe("answer_inconsistent");
  });

  it("accuse of a deposit that does not fit from Canyon on only", async () => {
    const [before, since] = [blockOf(CANYON - 1, 0x7e, DEPOSIT, []), blockOf(CANYON, 0x7e, DEPOSIT, [])];
    expect(await code(prove(before, optimism))).toBe("proof_unavailable");
    expect(await code(prove(since, optimism))).toBe("answer_inconsistent");
  });

  it("take no receipt in the name of state sync from before Madhugiri for one that the root holds", async () => {
    const { block, receipts } = blockOf(50_000_000, 0x00, {}, []);
    const header = parseBlock(block, "test");
    const named = receipts.map((receipt) => ({ ...receipt, transactionHash: stateSyncHash(header) }));
    const answer = { header, receipts: named, filter: FILTER, endpoint: "test", chain: polygon };
    await expect(proveReceipts(answer)).rejects.toThrow("holds state sync");
  });
});

it("a header that nobody tried accuses nobody, and one that settles other blocks proves nothing", async () => {
  const { block, receipts } = blockOf(40_000_000, 0x7b, BASE_FEE, ["0x02c567f0d0"]);
  const forged = { block: { ...block, hash: TX }, receipts };
  expect(await code(prove(forged, celo))).toBe("proof_unavailable");
  expect(await code(prove(forged, { stack: "celo" }))).toBe("answer_inconsistent");
  const header = { ...parseBlock(block, "test"), settlesOthersBy: "settledHeight" };
  const answer = { header, receipts, filter: FILTER, endpoint: "test", chain: { stack: "celo" } as const };
  await expect(proveReceipts(answer)).rejects.toThrow("commits to receipts of other blocks");
});
