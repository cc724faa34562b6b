import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatAddress, parseAddress } from "./address.ts";
import { CHAINS, getChain } from "./chain-registry.ts";
import { FREEZE_FAMILIES } from "./freeze-family-registry.ts";
import { PROFILE_PEGS_MAX, PROFILE_TOKENS_MAX } from "./profile.ts";
import { findToken, listContracts, TOKENS } from "./token-registry.ts";

const folder = new URL("./tokens/", import.meta.url);
const files = readdirSync(folder).filter((name) => /^[a-z0-9-]+\.ts$/.test(name));
const contracts = TOKENS.flatMap((token) => token.contracts);
/** Every verified contract of the registry's first survey. More may come; fewer would be a file that got lost. */
const CONTRACTS_MIN = {
  arbitrum: 14,
  avalanche: 15,
  base: 16,
  bsc: 17,
  celo: 19,
  demo: 3,
  ethereum: 49,
  optimism: 9,
  polygon: 23,
  tron: 9,
};

describe("token registry", () => {
  it.each(files)("holds every token of tokens/%s", async (file) => {
    const exported: unknown[] = Object.values(await import(new URL(file, folder).href));
    expect(exported.length).toBeGreaterThan(0);
    for (const token of exported) expect(TOKENS).toContain(token);
  });

  it.each(files)("reads every address of tokens/%s as its checksum has it", (file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const addresses = [...text.matchAll(/\b(?:0x[0-9a-zA-Z]{40}|T[1-9A-HJ-NP-Za-km-z]{33})\b/g)].map(String);
    expect(addresses.length).toBeGreaterThan(0);
    for (const written of addresses) {
      const { address, family } = parseAddress(written);
      expect(formatAddress(address, family)).toBe(written);
    }
  });

  it("holds each token and each contract once", () => {
    const keys = contracts.map(({ chain, address }) => `${chain} ${address}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(TOKENS).size).toBe(TOKENS.length);
    expect(new Set(TOKENS.map(({ title }) => title)).size).toBe(TOKENS.length);
  });

  it.each(TOKENS.map((token) => [token.title, token] as const))("%s is complete", (_, token) => {
    expect(Intl.supportedValuesOf("currency"), `the peg of ${token.symbol}: ${token.peg}`).toContain(token.peg);
    expect(token.symbol).not.toBe("");
    expect(token.issuer).not.toBe("");
    expect(token.contracts.length).toBeGreaterThan(0);
    for (const contract of token.contracts) {
      expect(contract.address).toMatch(/^0x[0-9a-f]{40}$/);
      expect(contract.decimals).toBeLessThanOrEqual(18);
      expect(contract.sources.length, `sources of ${token.symbol} on ${contract.chain}`).toBeGreaterThan(0);
      const isKnownFamily = typeof contract.freezes === "string" || FREEZE_FAMILIES.includes(contract.freezes);
      expect(isKnownFamily).toBe(true);
    }
  });

  it.each(Object.entries(CONTRACTS_MIN))("knows on %s at least the %d contracts it began with", (chain, count) => {
    expect(listContracts(chain).length).toBeGreaterThanOrEqual(count);
  });

  it("has no more pegs than a profile can hold", () => {
    expect(new Set(TOKENS.map(({ peg }) => peg)).size).toBeLessThanOrEqual(PROFILE_PEGS_MAX);
  });

  it.each(CHAINS.map(({ name }) => name))("has no more tokens on %s than a profile can hold", (name) => {
    expect(listContracts(name).length).toBeLessThanOrEqual(PROFILE_TOKENS_MAX);
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

  it("knows that decimals differ by chain, and that the copies of others are others", () => {
    const issued = findToken("ethereum", "0xdac17f958d2ee523a2206206994597c13d831ec7");
    const copied = findToken("bsc", "0x55d398326f99059ff775485246999027b3197955");
    expect([issued?.contract.decimals, copied?.contract.decimals]).toEqual([6, 18]);
    expect([issued?.token.issuer, copied?.token.issuer]).toEqual(["Tether", "Binance"]);
  });

  it("knows Tether's contract on TRON by its twenty bytes", () => {
    expect(findToken("tron", "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c")?.token.title).toBe("Tether USD");
  });

  it("knows one EURe contract on Ethereum, not the one that repeats its transfers", () => {
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

  it("leaves no contract on a chain that nobody knows", () => {
    for (const { chain } of contracts) expect(getChain(chain).name).toBe(chain);
  });
});
