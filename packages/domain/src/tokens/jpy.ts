import { defineToken } from "../token.ts";

export const gyen = defineToken({
  symbol: "GYEN",
  title: "GMO JPY",
  issuer: "GMO Trust",
  peg: "JPY",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xC08512927D12348F6620a698105e1BAac6EcD911", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (17 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
});

/** Freezes by Blocklisted and UnBlocklisted, not read yet. */
export const jpyc = defineToken({
  symbol: "JPYC",
  title: "JPY Coin (fund-transfer type)",
  issuer: "JPYC Inc",
  peg: "JPY",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xE7C3D8C9a439feDe00D2600032D5dB0Be71C3c29", decimals: 18 }],
  sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
});

export const jpycPrepaid = defineToken({
  symbol: "JPYC",
  title: "JPY Coin (prepaid type)",
  issuer: "JPYC Inc",
  peg: "JPY",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x431D5dfF03120AFA4bDf332c61A6e1766eF37BDB", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (6 lists)"],
});
