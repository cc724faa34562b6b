import { defineToken } from "../token.ts";

/** Pegged to the offshore renminbi (CNH), which ISO 4217 does not know: its code is CNY. */
export const cnht = defineToken({
  symbol: "CNHT",
  title: "Tether CNH",
  issuer: "Tether",
  peg: "CNY",
  contracts: [
    {
      chain: "ethereum",
      address: "0x6E109E9dD7Fa1a58BC3eff667e8e41fC3cc07AEF",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Pegged to the offshore renminbi. A contract of Tether; which of its designs is unconfirmed.",
});
