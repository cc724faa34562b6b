import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CHAINS, findChainById, getChain } from "./chain-registry.ts";

const folder = new URL("./chains/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));

describe("chain registry", () => {
  it.each(files)("holds the chain of chains/%s under that name", async (file) => {
    const exported = Object.values(await import(new URL(file, folder).href));
    expect(exported).toEqual([getChain(file.slice(0, -".ts".length))]);
  });

  it("holds nothing else, and each name and id once", () => {
    expect(CHAINS).toHaveLength(files.length);
    expect(new Set(CHAINS.map(({ name }) => name)).size).toBe(CHAINS.length);
    expect(new Set(CHAINS.map(({ id }) => id)).size).toBe(CHAINS.length);
    for (const { id } of CHAINS) expect(findChainById(id)?.id).toBe(id);
  });

  it.each(CHAINS.map((chain) => [chain.title, chain] as const))("%s agrees with itself", (_, chain) => {
    expect(chain.caip2).toBe(`eip155:${chain.id}`);
    expect(chain.name).toMatch(/^[a-z][a-z0-9]*$/);
    expect(chain.blockTimeMs).toBeGreaterThan(0);
    expect(chain.partitionBlocks).toBeGreaterThan(0);
    for (const url of Object.values(chain.explorer ?? {})) expect(url).toMatch(/^https:\/\/\S+\{\}$/);
  });

  it("names the known chains to whoever asks for another", () => {
    expect(() => getChain("etherium")).toThrow(
      expect.objectContaining({ code: "chain_unknown", detail: expect.stringMatching(/"etherium".*ethereum.*demo/) }),
    );
    expect(findChainById(0)).toBeUndefined();
  });
});
