import { defineToken } from "../token.ts";

export const audd = defineToken({
  symbol: "AUDD",
  title: "AUDD",
  issuer: "AUDC (Novatti)",
  peg: "AUD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x4cCe605eD955295432958d8951D0B176C10720d5",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "base",
      address: "0x449B3317a6d1efb1Bc3ba0700C9EaA4FFFf4Ae65",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
});
