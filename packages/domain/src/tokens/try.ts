import { defineToken } from "../token.ts";

export const tryb = defineToken({
  symbol: "TRYB",
  title: "BiLira",
  issuer: "BiLira",
  peg: "TRY",
  contracts: [
    {
      chain: "ethereum",
      address: "0x2C537E5624e4af88A7ae4060C022609376C8D0EB",
      decimals: 6,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (11 lists)",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "bsc",
      address: "0xC1fdbed7Dac39caE2CcC0748f7a80dC446F6a594",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (5 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "polygon",
      address: "0x4Fb71290Ac171E1d144F7221D882BECAc7196EB5",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "base",
      address: "0xFb8718a69aed7726AFb3f04D2Bd4bfDE1BdCb294",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "avalanche",
      address: "0x564A341Df6C126f90cf3ECB92120FD7190ACb401",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (8 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});

export const tryc = defineToken({
  symbol: "TRYC",
  title: "TRYC",
  issuer: "TRYC",
  peg: "TRY",
  contracts: [
    {
      chain: "ethereum",
      address: "0x0000000005c6B7C1fd10915a05f034F90d524D6E",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)"],
    },
  ],
});

export const tryt = defineToken({
  symbol: "TRYT",
  title: "LiraT",
  issuer: "LiraT",
  peg: "TRY",
  contracts: [
    {
      chain: "avalanche",
      address: "0x95E376390F472fcaA21995169E11D523954b3bbb",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)"],
    },
  ],
});
