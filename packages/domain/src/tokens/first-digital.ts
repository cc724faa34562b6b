import { defineToken } from "../token.ts";

/** Freezes by Freeze(caller, account), not read yet. */
export const fdusd = defineToken({
  symbol: "FDUSD",
  title: "First Digital USD",
  issuer: "First Digital",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xc5f0f7b66764F6ec8C8Dff7BA683102295E16409", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (9 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
});
