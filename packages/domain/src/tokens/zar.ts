import { defineToken } from "../token.ts";

export const zarp = defineToken({
  symbol: "ZARP",
  title: "ZARP",
  issuer: "ZARP",
  peg: "ZAR",
  contracts: [
    {
      chain: "ethereum",
      address: "0xb755506531786C8aC63B756BaB1ac387bACB0C04",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)"],
    },
    {
      chain: "polygon",
      address: "0xb755506531786C8aC63B756BaB1ac387bACB0C04",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)"],
    },
    {
      chain: "base",
      address: "0xb755506531786C8aC63B756BaB1ac387bACB0C04",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
});
