import { defineToken } from "../token.ts";

export const gusd = defineToken({
  symbol: "GUSD",
  title: "Gemini Dollar",
  issuer: "Gemini",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x056Fd409E1d7A124BD7017459dFEa2F387b6d5Cd",
      decimals: 2,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (20 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
      ],
    },
  ],
});
