import { defineToken } from "../token.ts";

export const uaht = defineToken({
  symbol: "UAHT",
  title: "UAHT",
  issuer: "UAHT",
  peg: "UAH",
  contracts: [
    {
      chain: "polygon",
      address: "0x0D9447E16072b636b4a1E8f2b8C644e58F3eaA6A",
      decimals: 2,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});
