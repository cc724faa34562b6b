import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findChainFaults, findSharedNames } from "../registries/chain-faults.ts";
import { CHAINS, findChainById, getChain } from "./chain-registry.ts";
import { optimism } from "./chains/optimism.ts";

const folder = new URL("./chains/", import.meta.url);
const files = readdirSync(folder).filter((name) => /^[a-z0-9-]+\.ts$/.test(name));

describe("chain registry", () => {
  it.each(files)("holds the chain of chains/%s under that name", async (file) => {
    const exported = Object.values(await import(new URL(file, folder).href));
    expect(exported).toEqual([getChain(file.slice(0, -".ts".length))]);
  });

  it("holds nothing else, and each name, title and id once", () => {
    expect(CHAINS).toHaveLength(files.length);
    expect(findSharedNames(CHAINS)).toEqual([]);
    for (const { id } of CHAINS) expect(findChainById(id)?.id).toBe(id);
  });

  it.each(CHAINS.map((chain) => [chain.title, chain] as const))("%s agrees with itself", (_, chain) => {
    expect(findChainFaults(chain)).toEqual([]);
  });

  it("names the known chains to whoever asks for another", () => {
    expect(() => getChain("etherium")).toThrow(
      expect.objectContaining({ code: "chain_unknown", detail: expect.stringMatching(/"etherium".*demo.*ethereum/) }),
    );
    expect(findChainById(0)).toBeUndefined();
  });
});

describe("the walk", () => {
  const why = "Because a sample must give a reason.";
  it.each([
    [{ name: "OP Mainnet" }, "OP Mainnet: its name is not lower-case letters and digits"],
    [{ caip2: "eip155:100" }, "optimism: its CAIP-2 id is eip155:100, family and id say eip155:10"],
    [{ family: "tron" }, "optimism: its CAIP-2 id is eip155:10, family and id say tron:10"],
    [{ id: 0, caip2: "eip155:0" }, "optimism: its id is 0, not a positive whole number"],
    [
      { finality: { kind: "depth", blocks: 0.5, why } },
      "optimism: its finality depth is 0.5, not a positive whole number",
    ],
    [{ finality: { kind: "tag", why: "tag" } }, "optimism: it does not say why its finality rule holds"],
    [{ blockTimeMs: 0, partitionBlocks: 1 }, "optimism: its block time is 0 ms"],
    [{ partitionBlocks: 900 }, "optimism: a partition of 900 blocks takes 0.5 hours to fill"],
    [{ verify: "bloom", unprovable: undefined }, 'optimism: it does not say what keeps it at the policy "bloom"'],
    [
      { publicEndpoints: ["http://a.example"] },
      "optimism: its endpoint http://a.example is not an https address without a key",
    ],
    [{ publicEndpoints: ["https://a.example/?key=1"] }, /not an https address without a key/],
    [{ publicEndpoints: ["https://u:p@a.example/"] }, /not an https address without a key/],
    [
      { explorer: { transaction: "https://a.example/tx/", address: "https://a.example/{}" } },
      "optimism: its explorer link https://a.example/tx/ is not an https address with one {}",
    ],
    [{ sources: [] }, "optimism: it names no source"],
  ])("finds %o", (change, fault) => {
    const { unprovable, ...rest } = { ...optimism, ...change } as typeof optimism;
    const chain = unprovable === undefined ? rest : { ...rest, unprovable };
    expect(findChainFaults(chain)).toContainEqual(typeof fault === "string" ? fault : expect.stringMatching(fault));
  });

  it("finds what two chains share", () => {
    const twin = { ...optimism, name: "twin", title: "Twin" };
    expect(findSharedNames([optimism, twin])).toEqual([
      "optimism and twin share the id 10",
      "optimism and twin share the caip2 eip155:10",
    ]);
  });
});
