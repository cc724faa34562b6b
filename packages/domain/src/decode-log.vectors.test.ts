import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ZERO_ADDRESS } from "./address.ts";
import { decodeLog } from "./decode-log.ts";
import { decodeTransfer } from "./decode-transfer.ts";
import { parseLog } from "./parse-log.ts";
import { findToken } from "./token-registry.ts";

/** See tests/vectors/README.md. */
interface Vector {
  log: { address: string; logIndex: string; transactionHash: string; blockNumber: string };
  token: string | null;
  shape: "erc20" | "erc721";
  sender?: string;
  recipient?: string;
  amount?: string;
  flags: string[];
  source: string;
}

const path = new URL("../../../tests/vectors/ethereum-logs.jsonl", import.meta.url);
const vectors = readFileSync(path, "utf8")
  .trimEnd()
  .split("\n")
  .map((line): Vector => JSON.parse(line));
const named = vectors.map((vector) => ({
  ...vector,
  name: `${vector.log.transactionHash} log ${vector.log.logIndex}`,
}));

describe("golden logs of Ethereum", () => {
  it("show every shape and every flag, on known tokens and on others", () => {
    const shown = new Set(vectors.flatMap(({ shape, flags, token }) => [shape, ...flags, token]));
    for (const trait of ["erc20", "erc721", "mint", "burn", "self", "zero", "above_int64", null, "USDT", "USDC"]) {
      expect(shown).toContain(trait);
    }
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

  it.each(named)("$name: only a known token's is ours", ({ log, token, amount }) => {
    const parsed = parseLog(log);
    expect(findToken("ethereum", parsed.address)?.token.symbol ?? null).toBe(token);
    const decoded = decodeLog("ethereum", parsed, () => 3);
    if (token === null) {
      expect(decoded).toEqual({ kind: "not_ours" });
      return;
    }
    const position = {
      blockNumber: Number(log.blockNumber),
      logIndex: Number(log.logIndex),
      txHash: log.transactionHash,
      txOrdinal: 3,
    };
    expect(decoded).toMatchObject({ kind: "transfer", transfer: { ...position, amount: BigInt(amount ?? "") } });
  });
});
