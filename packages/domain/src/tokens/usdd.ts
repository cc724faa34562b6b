import { defineToken } from "../token.ts";

export const usdd = defineToken({
  symbol: "USDD",
  title: "USDD 2.0",
  issuer: "Tron DAO",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x4f8e5DE400DE08B164E7421B3EE387f461beCD1A", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (4 lists)", "MetaMask/contract-metadata", "DefiLlama/peggedassets-server"],
});

export const usddOld = defineToken({
  symbol: "USDDOLD",
  title: "USDD 1.0",
  issuer: "Tron DAO",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x0C10bF8FcB7Bf5412187A595ab97a3609160b5c6", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (8 lists)", "MetaMask/contract-metadata", "DefiLlama/peggedassets-server"],
});
