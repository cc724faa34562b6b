import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatAddress } from "./address.ts";
import { CHAINS } from "./chain-registry.ts";
import type { Hex } from "./hex.ts";
import { PROFILE_PEGS_MAX } from "./profile.ts";
import { findToken, listContracts, TOKENS } from "./token-registry.ts";

const folder = new URL("./tokens/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const contracts = TOKENS.flatMap((token) => token.contracts);

describe("token registry", () => {
  it.each(files)("holds every token of tokens/%s", async (file) => {
    const exported: unknown[] = Object.values(await import(new URL(file, folder).href));
    expect(exported.length).toBeGreaterThan(0);
    for (const token of exported) expect(TOKENS).toContain(token);
  });

  it.each(files)("reads every address of tokens/%s with its checksum", (file) => {
    const addresses = readFileSync(new URL(file, folder), "utf8").match(/0x[0-9a-zA-Z]{40}\b/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toBe(formatAddress(address.toLowerCase() as Hex));
  });

  it("holds each token and each contract once", () => {
    const keys = contracts.map(({ chain, address }) => `${chain} ${address}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(TOKENS).size).toBe(TOKENS.length);
  });

  it.each(TOKENS.map((token) => [token.title, token] as const))("%s is complete", (_, token) => {
    expect(Intl.supportedValuesOf("currency")).toContain(token.peg);
    expect(token.contracts.length).toBeGreaterThan(0);
    expect(token.sources.length).toBeGreaterThan(0);
    for (const { chain, address, decimals } of token.contracts) {
      expect(CHAINS.map(({ name }) => name)).toContain(chain);
      expect(address).toBe(address.toLowerCase());
      expect(Number.isInteger(decimals) && decimals >= 0 && decimals <= 18).toBe(true);
    }
  });

  it("has no more pegs than a profile can hold", () => {
    expect(new Set(TOKENS.map(({ peg }) => peg)).size).toBeLessThanOrEqual(PROFILE_PEGS_MAX);
  });
});

describe("findToken", () => {
  it("finds by chain and contract, never by contract alone", () => {
    const usdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
    expect(findToken("ethereum", usdt)?.token.symbol).toBe("USDT");
    expect(findToken("ethereum", usdt)?.contract.decimals).toBe(6);
    expect(findToken("demo", usdt)).toBeUndefined();
    expect(findToken("nowhere", usdt)).toBeUndefined();
  });

  it("knows one EURe contract, not the one that repeats its transfers", () => {
    expect(findToken("ethereum", "0x39b8b6385416f4ca36a20319f70d28621895279d")?.token.symbol).toBe("EURe");
    expect(findToken("ethereum", "0x3231cb76718cdef2155fc47b5286d82e6eda273f")).toBeUndefined();
  });
});

describe("listContracts", () => {
  it("lists each contract of the chain, sorted by address", () => {
    for (const { name } of CHAINS) {
      const listed = listContracts(name).map(({ contract }) => contract.address);
      const expected = contracts.filter(({ chain }) => chain === name).map(({ address }) => address);
      expect(listed).toEqual(expected.sort());
    }
  });

  it("refuses a chain that nobody knows", () => {
    expect(() => listContracts("nowhere")).toThrow(expect.objectContaining({ code: "chain_unknown" }));
  });
});
