import { defineToken } from "../token.ts";

/**
 * The issuer is designated by OFAC (August 2025): the whole token is a sanctions context. It reuses the topic of
 * Circle's Blacklisted with the account in the data, which is not read yet.
 */
export const a7a5 = defineToken({
  symbol: "A7A5",
  title: "A7A5",
  issuer: "Old Vector",
  peg: "RUB",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x6fA0BE17e4beA2fCfA22ef89BF8ac9aab0AB0fc9", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
});

export const rubt = defineToken({
  symbol: "RUBT",
  title: "RUBT",
  issuer: "Tetris Money",
  peg: "RUB",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xe103f85c23577675f82438a2866C7EE3bBC9c8C8", decimals: 6 }],
  sources: ["DefiLlama/peggedassets-server"],
});
