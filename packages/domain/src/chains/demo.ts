import { defineChain } from "../chain.ts";

/** The local chain of `redflag demo` and of the tests: a real node, real contracts, play money. */
export const demo = defineChain({
  name: "demo",
  title: "Demo (local)",
  id: 31_337,
  caip2: "eip155:31337",
  family: "eip155",
  finality: {
    kind: "depth",
    blocks: 12,
    why: "The local node calls latest − 64 finalized, which nobody would wait for; the demo reorgs at most 5 blocks.",
  },
  blockTimeMs: 1_000,
  verify: "proof",
  partitionBlocks: 10_000,
  publicEndpoints: [],
  sources: ["Foundry's anvil, started by the demo"],
});
