import { defineToken } from "../token.ts";

export const vnst = defineToken({
  symbol: "VNST",
  title: "VNST",
  issuer: "VNST",
  peg: "VND",
  contracts: [
    {
      chain: "bsc",
      address: "0x3B26Fb89Eab263cC6CB1E91F611BAe8793F927Ef",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
});
