import { defineToken } from "../token.ts";

export const myrt = defineToken({
  symbol: "MYRT",
  title: "MYRT",
  issuer: "MYR Stablecoin",
  peg: "MYR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x3Fc98a885E99420d0ce43Bcb81bF21A4e3F45E5f", decimals: 6 }],
  sources: ["DefiLlama/peggedassets-server"],
});
