import { defineToken } from "../token.ts";

export const mxnt = defineToken({
  symbol: "MXNT",
  title: "Tether MXN",
  issuer: "Tether",
  peg: "MXN",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xed03Ed872159e199065401b6d0D487d78d9464AA", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (10 lists)", "DefiLlama/peggedassets-server"],
});

export const mxnb = defineToken({
  symbol: "MXNB",
  title: "MXNB",
  issuer: "Juno (Bitso)",
  peg: "MXN",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xF197FFC28c23E0309B5559e7a166f2c6164C80aA", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (4 lists)"],
});
