import { defineToken } from "../token.ts";

export const vchf = defineToken({
  symbol: "VCHF",
  title: "VNX Swiss Franc",
  issuer: "VNX",
  peg: "CHF",
  contracts: [
    {
      chain: "ethereum",
      address: "0x79d4f0232A66c4c91b89c76362016A1707CFBF4f",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (9 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const xchf = defineToken({
  symbol: "XCHF",
  title: "CryptoFranc",
  issuer: "Bitcoin Suisse",
  peg: "CHF",
  contracts: [
    {
      chain: "ethereum",
      address: "0xB4272071eCAdd69d933AdcD19cA99fe80664fc08",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (8 lists)", "MetaMask/contract-metadata", "ethereum-lists/tokens"],
    },
  ],
});

export const zchf = defineToken({
  symbol: "ZCHF",
  title: "Frankencoin",
  issuer: "Frankencoin",
  peg: "CHF",
  contracts: [
    {
      chain: "ethereum",
      address: "0xB58E61C3098d85632Df34EecfB899A1Ed80921cB",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)", "MetaMask/contract-metadata", "DefiLlama/peggedassets-server"],
    },
  ],
});
