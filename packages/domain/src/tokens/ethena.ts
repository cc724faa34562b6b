import { defineToken } from "../token.ts";

export const usde = defineToken({
  symbol: "USDe",
  title: "Ethena USDe",
  issuer: "Ethena",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x4c9EDD5852cd905f086C759E8383e09bff1E68B3",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (16 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "arbitrum",
      address: "0x5d3a1Ff2b6BAb83b63cd9AD0787074081a52ef34",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (11 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "optimism",
      address: "0x5d3a1Ff2b6BAb83b63cd9AD0787074081a52ef34",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "base",
      address: "0x5d3a1Ff2b6BAb83b63cd9AD0787074081a52ef34",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "avalanche",
      address: "0x5d3a1Ff2b6BAb83b63cd9AD0787074081a52ef34",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});
