import { defineToken } from "../token.ts";

export const cadc = defineToken({
  symbol: "CADC",
  title: "CAD Coin",
  issuer: "Loon",
  peg: "CAD",
  contracts: [
    {
      chain: "ethereum",
      address: "0xcaDC0acd4B445166f12d2C07EAc6E2544FbE2Eef",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (10 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});
