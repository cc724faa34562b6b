import { defineToken } from "../token.ts";

export const tryb = defineToken({
  symbol: "TRYB",
  title: "BiLira",
  issuer: "BiLira",
  peg: "TRY",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x2C537E5624e4af88A7ae4060C022609376C8D0EB", decimals: 6 }],
  sources: [
    "SmolDapp/tokenLists (11 lists)",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});

export const tryc = defineToken({
  symbol: "TRYC",
  title: "TRYC",
  issuer: "TRYC",
  peg: "TRY",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x0000000005c6B7C1fd10915a05f034F90d524D6E", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (6 lists)"],
});
