import { defineToken } from "../token.ts";

export const usdt = defineToken({
  symbol: "USDT",
  title: "Tether USD",
  issuer: "Tether",
  peg: "USD",
  freezeFamily: "tether_legacy",
  contracts: [{ chain: "ethereum", address: "0xdAC17F958D2ee523a2206206994597C13D831ec7", decimals: 6 }],
  sources: [
    "SmolDapp/tokenLists (27 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});
