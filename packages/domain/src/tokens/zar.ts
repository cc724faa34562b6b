import { defineToken } from "../token.ts";

export const zarp = defineToken({
  symbol: "ZARP",
  title: "ZARP",
  issuer: "ZARP",
  peg: "ZAR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xb755506531786C8aC63B756BaB1ac387bACB0C04", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (7 lists)"],
});
