import { ripplePause } from "../freeze-families/ripple-pause.ts";
import { defineToken } from "../token.ts";

export const rlusd = defineToken({
  symbol: "RLUSD",
  title: "Ripple USD",
  issuer: "Ripple",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x8292Bb45bf1Ee4d140127049757C2E0fF06317eD",
      decimals: 18,
      freezes: ripplePause,
      sources: [
        "SmolDapp/tokenLists (5 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
  ],
});
