import { circleBlocklist } from "../freeze-families/circle-blocklist.ts";
import { defineToken } from "../token.ts";

export const gyen = defineToken({
  symbol: "GYEN",
  title: "GMO JPY",
  issuer: "GMO Trust",
  peg: "JPY",
  contracts: [
    {
      chain: "ethereum",
      address: "0xC08512927D12348F6620a698105e1BAac6EcD911",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (17 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "arbitrum",
      address: "0x589d35656641d6aB57A545F08cf473eCD9B6D5F7",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (8 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "optimism",
      address: "0x589d35656641d6aB57A545F08cf473eCD9B6D5F7",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const jpyc = defineToken({
  symbol: "JPYC",
  title: "JPY Coin (fund-transfer type)",
  issuer: "JPYC Inc",
  peg: "JPY",
  contracts: [
    {
      chain: "ethereum",
      address: "0xE7C3D8C9a439feDe00D2600032D5dB0Be71C3c29",
      decimals: 18,
      freezes: circleBlocklist,
      sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "polygon",
      address: "0xE7C3D8C9a439feDe00D2600032D5dB0Be71C3c29",
      decimals: 18,
      freezes: circleBlocklist,
      sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "avalanche",
      address: "0xE7C3D8C9a439feDe00D2600032D5dB0Be71C3c29",
      decimals: 18,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});

export const jpycPrepaid = defineToken({
  symbol: "JPYC",
  title: "JPY Coin (prepaid type)",
  issuer: "JPYC Inc",
  peg: "JPY",
  contracts: [
    {
      chain: "ethereum",
      address: "0x431D5dfF03120AFA4bDf332c61A6e1766eF37BDB",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)"],
    },
    {
      chain: "polygon",
      address: "0x431D5dfF03120AFA4bDf332c61A6e1766eF37BDB",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (9 lists)"],
    },
    {
      chain: "avalanche",
      address: "0x431D5dfF03120AFA4bDf332c61A6e1766eF37BDB",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)"],
    },
  ],
  note: "The older coin of the issuer; the fund-transfer type is another contract.",
});
