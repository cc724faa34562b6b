import { defineToken } from "../token.ts";

export const mxnt = defineToken({
  symbol: "MXNT",
  title: "Tether MXN",
  issuer: "Tether",
  peg: "MXN",
  contracts: [
    {
      chain: "ethereum",
      address: "0xed03Ed872159e199065401b6d0D487d78d9464AA",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (10 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "A contract of Tether; which of its designs is unconfirmed.",
});

export const mxnb = defineToken({
  symbol: "MXNB",
  title: "MXNB",
  issuer: "Juno (Bitso)",
  peg: "MXN",
  contracts: [
    {
      chain: "ethereum",
      address: "0xF197FFC28c23E0309B5559e7a166f2c6164C80aA",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)"],
    },
    {
      chain: "arbitrum",
      address: "0xF197FFC28c23E0309B5559e7a166f2c6164C80aA",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)"],
    },
    {
      chain: "avalanche",
      address: "0xF197FFC28c23E0309B5559e7a166f2c6164C80aA",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
});
