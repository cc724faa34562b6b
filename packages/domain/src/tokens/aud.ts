import { defineToken } from "../token.ts";

export const audd = defineToken({
  symbol: "AUDD",
  title: "AUDD",
  issuer: "AUDC (Novatti)",
  peg: "AUD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x4cCe605eD955295432958d8951D0B176C10720d5", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (7 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
});
