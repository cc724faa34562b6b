import { a7a5 as a7a5Freezes } from "../freeze-families/a7a5.ts";
import { defineToken } from "../token.ts";

export const a7a5 = defineToken({
  symbol: "A7A5",
  title: "A7A5",
  issuer: "Old Vector",
  peg: "RUB",
  contracts: [
    {
      chain: "ethereum",
      address: "0x6fA0BE17e4beA2fCfA22ef89BF8ac9aab0AB0fc9",
      decimals: 6,
      freezes: a7a5Freezes,
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "tron",
      address: "TLeVfrdym8RoJreJ23dAGyfJDygRtiWKBZ",
      decimals: 6,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
  note: "The issuer was designated by OFAC in August 2025 (secondary source): the whole token is a sanctions context.",
});

export const rubt = defineToken({
  symbol: "RUBT",
  title: "RUBT",
  issuer: "Tetris Money",
  peg: "RUB",
  contracts: [
    {
      chain: "ethereum",
      address: "0xe103f85c23577675f82438a2866C7EE3bBC9c8C8",
      decimals: 6,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server"],
    },
  ],
});

export const rubtBridged = defineToken({
  symbol: "RUBT",
  title: "RUBT, bridged",
  issuer: "Tetris Money, by a bridge",
  peg: "RUB",
  contracts: [
    {
      chain: "tron",
      address: "TAufZEJdyKLBjBKAPCVBjciabaTci2sUPv",
      decimals: 6,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server"],
    },
  ],
});
