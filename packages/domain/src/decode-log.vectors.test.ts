import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ZERO_ADDRESS } from "./address.ts";
import { decodeLog } from "./decode-log.ts";
import { decodeTransfer } from "./decode-transfer.ts";
import { parseLog } from "./parse-log.ts";
import { findToken } from "./token-registry.ts";

/** See tests/vectors/README.md. */
interface Vector {
  chain: string;
  log: { address: string; logIndex: string; transactionHash: string; blockNumber: string };
  shape: "erc20" | "erc721";
  sender?: string;
  recipient?: string;
  amount?: string;
  flags: string[];
  source: string;
}

const path = new URL("../../../tests/vectors/real-logs.jsonl", import.meta.url);
const vectors = readFileSync(path, "utf8")
  .trimEnd()
  .split("\n")
  .map((line): Vector => JSON.parse(line));
const named = vectors.map((vector) => ({
  ...vector,
  name: `${vector.chain} ${vector.log.transactionHash} log ${vector.log.logIndex}`,
}));

describe("golden logs", () => {
  it("show every shape and every flag, on known tokens and on others", () => {
    const shown = new Set(
      vectors.flatMap(({ chain, log, shape, flags }) => {
        const symbol = findToken(chain, parseLog(log).address)?.token.symbol;
        return [shape, ...flags, symbol === undefined ? `${chain} unknown` : `${chain} ${symbol}`];
      }),
    );
    for (const trait of ["erc20", "erc721", "mint", "burn", "self", "zero", "above_int64"])
      expect(shown).toContain(trait);
    for (const token of ["ethereum USDT", "ethereum USDC", "ethereum unknown"]) expect(shown).toContain(token);
    expect(vectors).toHaveLength(238);
  });

  it.each(named)("$name ($shape, $flags): its shape is read right", ({ log, shape, flags, ...expected }) => {
    const decoded = decodeTransfer(parseLog(log));
    if (shape === "erc721") {
      expect(decoded).toEqual({ kind: "refused", reason: expect.stringContaining("ERC-721") });
      return;
    }
    if (decoded.kind === "refused") throw new Error(decoded.reason);
    const { sender, recipient, amount } = decoded;
    expect({ sender, recipient, amount: amount.toString() }).toEqual({
      sender: expected.sender,
      recipient: expected.recipient,
      amount: expected.amount,
    });
    const traits = {
      mint: sender === ZERO_ADDRESS,
      burn: recipient === ZERO_ADDRESS,
      self: sender === recipient,
      zero: amount === 0n,
      above_int64: amount >= 2n ** 63n,
    };
    expect(flags.toSorted()).toEqual(
      Object.entries(traits)
        .filter(([, applies]) => applies)
        .map(([trait]) => trait)
        .sort(),
    );
  });

  it.each(named)("$name: only a known token's is ours", ({ chain, log, shape, sender, recipient, amount }) => {
    const parsed = parseLog(log);
    const decoded = decodeLog(chain, parsed, () => 3);
    if (findToken(chain, parsed.address) === undefined) {
      expect(decoded).toEqual({ kind: "not_ours" });
      return;
    }
    expect(shape).toBe("erc20");
    expect(decoded).toEqual({
      kind: "transfer",
      transfer: {
        blockNumber: Number(log.blockNumber),
        logIndex: Number(log.logIndex),
        txHash: log.transactionHash,
        txOrdinal: 3,
        token: log.address,
        sender,
        recipient,
        amount: BigInt(amount ?? ""),
      },
    });
  });
});
