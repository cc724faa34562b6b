import { defineToken } from "../token.ts";

export const nars = defineToken({
  symbol: "NARS",
  title: "Num ARS",
  issuer: "Num Finance",
  peg: "ARS",
  contracts: [
    {
      chain: "polygon",
      address: "0x65517425AC3Ce259A34400bB67cEB39ff3dDC0BD",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});
