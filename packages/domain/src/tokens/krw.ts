import { defineToken } from "../token.ts";

export const krwq = defineToken({
  symbol: "KRWQ",
  title: "KRWQ",
  issuer: "IQ and Frax",
  peg: "KRW",
  contracts: [
    {
      chain: "ethereum",
      address: "0xc00db6b41473d065027F5Ed6fAdA20fde75f142e",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "base",
      address: "0x370923D39f139C64813f173a1bf0b4f9Ba36a24f",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "MetaMask/contract-metadata", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const krwG = defineToken({
  symbol: "KRW-G",
  title: "KRW-G",
  issuer: "Gluwa",
  peg: "KRW",
  contracts: [
    {
      chain: "ethereum",
      address: "0x4CC8486F2F3dCE2d3B5E27057Cf565e16906D12D",
      decimals: 18,
      freezes: "unverified",
      sources: ["ethereum-lists/tokens"],
    },
  ],
});
