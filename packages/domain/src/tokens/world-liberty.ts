import { defineToken } from "../token.ts";

/** Freezes by Freeze(caller, account) and drains frozen accounts, not read yet. */
export const usd1 = defineToken({
  symbol: "USD1",
  title: "World Liberty Financial USD",
  issuer: "World Liberty Financial",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x8d0D000Ee44948FC98c9B98A4FA4921476f08B0d", decimals: 18 }],
  sources: [
    "SmolDapp/tokenLists (7 lists)",
    "Uniswap/default-token-list",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});
