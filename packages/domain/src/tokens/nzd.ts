import { defineToken } from "../token.ts";

export const nzdd = defineToken({
  symbol: "NZDD",
  title: "NZDD",
  issuer: "ECDD",
  peg: "NZD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x2dD087589ce9C5b2D1b42e20d2519B3c8cF022b7",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
});

export const nzds = defineToken({
  symbol: "NZDS",
  title: "NZD Stablecoin",
  issuer: "Techemynt (StraitsX)",
  peg: "NZD",
  contracts: [
    {
      chain: "ethereum",
      address: "0xDa446fAd08277B4D2591536F204E018f32B6831c",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
  note: "Built like Circle's contract, it is said; nobody has confirmed the events it freezes by.",
});
