import { avalanche } from "@redflag/domain/chains/avalanche";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codecOf } from "./chain-codec.ts";
import { checkHeaderHash } from "./header-hash.ts";
import { parseBlock } from "./parse-block.ts";
import { readRealBlock } from "./testing/real-block.ts";

const HASHED = Object.keys(readRealBlock("ethereum-18500000").block).filter(
  (field) => !["hash", "transactions", "uncles"].includes(field),
);

describe("checkHeaderHash", () => {
  it.each([
    "ethereum-1000000",
    "ethereum-4369999",
    "ethereum-18000000",
    "ethereum-18500000",
    "arbitrum-150000000",
    "base-49835559",
    "optimism-154497277",
    "polygon-50000000",
    "zora-49513698",
  ] as const)("recomputes the hash of %s", (name) => {
    expect(checkHeaderHash(parseBlock(readRealBlock(name).block, "test"))).toEqual({ kind: "match" });
  });

  it("recomputes the hash of avalanche-30806864, whose fields are others, and no longer without one of its own", () => {
    const { block } = readRealBlock("avalanche-30806864");
    const { header } = codecOf(avalanche);
    expect(checkHeaderHash(parseBlock(block, "test", header))).toEqual({ kind: "match" });
    expect(checkHeaderHash(parseBlock({ ...block, blockGasCost: null }, "test", header)).kind).toBe("mismatch");
    expect(checkHeaderHash(parseBlock(block, "test")).kind).toBe("unknown_fields");
  });

  it("notices a change of any hashed field", () => {
    fc.assert(
      fc.property(fc.constantFrom(...HASHED), fc.nat(), (field, at) => {
        const { block } = readRealBlock("ethereum-18500000");
        const text = block[field] as string;
        const place = text.length - 1 - (at % (text.length - 2));
        const digit = text[place] === "f" ? "e" : "f";
        const forged = { ...block, [field]: text.slice(0, place) + digit + text.slice(place + 1) };
        expect(checkHeaderHash(parseBlock(forged, "test")).kind).toBe("mismatch");
      }),
    );
  });

  it("notices a fork field that was taken away or added", () => {
    const { block } = readRealBlock("ethereum-18500000");
    expect(checkHeaderHash(parseBlock({ ...block, withdrawalsRoot: null }, "test")).kind).toBe("mismatch");
    expect(checkHeaderHash(parseBlock({ ...block, blobGasUsed: "0x0" }, "test")).kind).toBe("mismatch");
  });

  it("names the fields it cannot place when the hash differs, so that a later fork is not called a lie", () => {
    const { block } = readRealBlock("ethereum-18500000");
    const later = { ...block, hash: `0x${"11".repeat(32)}`, blockAccessListHash: `0x${"22".repeat(32)}` };
    expect(checkHeaderHash(parseBlock(later, "test"))).toEqual({
      kind: "unknown_fields",
      names: ["blockAccessListHash"],
    });
  });
});
