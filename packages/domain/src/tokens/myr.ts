import { defineToken } from "../token.ts";

export const myrt = defineToken({
  symbol: "MYRT",
  title: "MYRT",
  issuer: "MYR Stablecoin",
  peg: "MYR",
  contracts: [
    {
      chain: "ethereum",
      address: "0x3Fc98a885E99420d0ce43Bcb81bF21A4e3F45E5f",
      decimals: 6,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server"],
    },
  ],
});

export const myrc = defineToken({
  symbol: "MYRC",
  title: "MYRC",
  issuer: "Blox",
  peg: "MYR",
  contracts: [
    {
      chain: "arbitrum",
      address: "0x3eD03E95DD894235090B3d4A49E0C3239EDcE59e",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)"],
    },
  ],
});
