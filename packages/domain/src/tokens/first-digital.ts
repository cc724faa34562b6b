import { dualIndexFreeze } from "../freeze-families/dual-index-freeze.ts";
import { defineToken } from "../token.ts";

export const fdusd = defineToken({
  symbol: "FDUSD",
  title: "First Digital USD",
  issuer: "First Digital",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0xc5f0f7b66764F6ec8C8Dff7BA683102295E16409",
      decimals: 18,
      freezes: dualIndexFreeze,
      sources: ["SmolDapp/tokenLists (9 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "bsc",
      address: "0xc5f0f7b66764F6ec8C8Dff7BA683102295E16409",
      decimals: 18,
      freezes: dualIndexFreeze,
      sources: ["SmolDapp/tokenLists (9 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "arbitrum",
      address: "0x93C9932E4afa59201F0B5E63f7d816516F1669fE",
      decimals: 18,
      freezes: dualIndexFreeze,
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});
