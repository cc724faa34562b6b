import { defineToken } from "../token.ts";

export const usdc = defineToken({
  symbol: "USDC",
  title: "USD Coin",
  issuer: "Circle",
  peg: "USD",
  freezeFamily: "circle",
  contracts: [{ chain: "ethereum", address: "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", decimals: 6 }],
  sources: [
    "SmolDapp/tokenLists (27 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});
