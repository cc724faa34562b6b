import { defineToken } from "../token.ts";

/** Pauses single accounts by AccountPaused, not read yet. */
export const rlusd = defineToken({
  symbol: "RLUSD",
  title: "Ripple USD",
  issuer: "Ripple",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x8292Bb45bf1Ee4d140127049757C2E0fF06317eD", decimals: 18 }],
  sources: [
    "SmolDapp/tokenLists (5 lists)",
    "Uniswap/default-token-list",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});
