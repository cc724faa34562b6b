import { defineToken } from "../token.ts";

export const pht = defineToken({
  symbol: "PHT",
  title: "PHT",
  issuer: "APACX",
  peg: "PHP",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xBe370Ad45D44eB45174C4Ec60b88839feF32C077", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server"],
});
