import { defineToken } from "../token.ts";

export const xsgd = defineToken({
  symbol: "XSGD",
  title: "StraitsX Singapore Dollar",
  issuer: "StraitsX",
  peg: "SGD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x70e8dE73cE538DA2bEEd35d14187F6959a8ecA96", decimals: 6 }],
  sources: [
    "SmolDapp/tokenLists (16 lists)",
    "Uniswap/default-token-list",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});
