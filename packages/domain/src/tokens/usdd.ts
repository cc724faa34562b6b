import { defineToken } from "../token.ts";

export const usdd = defineToken({
  symbol: "USDD",
  title: "USDD 2.0",
  issuer: "Tron DAO",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x4f8e5DE400DE08B164E7421B3EE387f461beCD1A",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)", "MetaMask/contract-metadata", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "tron",
      address: "TXDk8mbtRbXeYuMNS83CfKPaYYT8XWv9Hz",
      decimals: 18,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server"],
    },
    {
      chain: "bsc",
      address: "0x45E51bc23D592EB2DBA86da3985299f7895d66Ba",
      decimals: 18,
      freezes: "unverified",
      sources: ["MetaMask/contract-metadata", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const usddOld = defineToken({
  symbol: "USDDOLD",
  title: "USDD 1.0",
  issuer: "Tron DAO",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x0C10bF8FcB7Bf5412187A595ab97a3609160b5c6",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (8 lists)", "MetaMask/contract-metadata", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "tron",
      address: "TPYmHEhy5n8TCEfYGqW2rPxsghSfzghPDn",
      decimals: 18,
      freezes: "unverified",
      sources: ["SUN.io's documents and other public repositories"],
    },
    {
      chain: "bsc",
      address: "0xd17479997F34dd9156Deef8F95A52D81D265be9c",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Replaced by USDD 2.0.",
});
