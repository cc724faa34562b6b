import { defineToken } from "../token.ts";

export const usde = defineToken({
  symbol: "USDe",
  title: "Ethena USDe",
  issuer: "Ethena",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x4c9EDD5852cd905f086C759E8383e09bff1E68B3", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (16 lists)", "DefiLlama/peggedassets-server"],
});
