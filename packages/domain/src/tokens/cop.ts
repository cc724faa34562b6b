import { defineToken } from "../token.ts";

export const copmMinteo = defineToken({
  symbol: "COPM",
  title: "COPM",
  issuer: "Minteo",
  peg: "COP",
  contracts: [
    {
      chain: "polygon",
      address: "0x12050c705152931cFEe3DD56c52Fb09Dea816C23",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)"],
    },
    {
      chain: "celo",
      address: "0xC92E8Fc2947E32F2B574CCA9F2F12097A71d5606",
      decimals: 18,
      freezes: "unverified",
      sources: ["celo-org/celo-token-list"],
    },
  ],
});
