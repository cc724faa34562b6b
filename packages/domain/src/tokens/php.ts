import { defineToken } from "../token.ts";

export const pht = defineToken({
  symbol: "PHT",
  title: "PHT",
  issuer: "APACX",
  peg: "PHP",
  contracts: [
    {
      chain: "ethereum",
      address: "0xBe370Ad45D44eB45174C4Ec60b88839feF32C077",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "tron",
      address: "TXdN5fvFjCdqjWJRvWmBzSRLBN7JLYmmrs",
      decimals: 18,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server", "docs.apacx.io"],
    },
    {
      chain: "polygon",
      address: "0xe75220cB014Dfb2D354bb59be26d7458bB8d0706",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});
