import { defineToken } from "../token.ts";

/**
 * One event for both directions, Blacklisted(address,bool), not read yet. It also emits DestroyedBlackFunds with
 * indexed arguments, unlike Tether.
 */
export const tusd = defineToken({
  symbol: "TUSD",
  title: "TrueUSD",
  issuer: "TrueUSD",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x0000000000085d4780B73119b644AE5ecd22b376", decimals: 18 }],
  sources: [
    "SmolDapp/tokenLists (22 lists)",
    "MetaMask/contract-metadata",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});
