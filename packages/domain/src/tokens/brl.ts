import { circle } from "../freeze-families/circle.ts";
import { defineToken } from "../token.ts";

export const brz = defineToken({
  symbol: "BRZ",
  title: "Brazilian Digital Token",
  issuer: "Transfero",
  peg: "BRL",
  contracts: [
    {
      chain: "ethereum",
      address: "0x01d33FD36ec67c6Ada32cf36b31e88EE190B1839",
      decimals: 18,
      freezes: circle,
      sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "polygon",
      address: "0x4eD141110F6EeeAbA9A1df36d8c26f684d2475Dc",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (9 lists)"],
    },
    {
      chain: "optimism",
      address: "0xE9185Ee218cae427aF7B9764A011bb89FeA761B4",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)"],
    },
    {
      chain: "base",
      address: "0xE9185Ee218cae427aF7B9764A011bb89FeA761B4",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
});

export const brzOld = defineToken({
  symbol: "BRZ",
  title: "Brazilian Digital Token, first contracts",
  issuer: "Transfero",
  peg: "BRL",
  contracts: [
    {
      chain: "bsc",
      address: "0x71be881e9C5d4465B3FfF61e89c6f3651E69B5bb",
      decimals: 4,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)"],
    },
    {
      chain: "avalanche",
      address: "0x491a4eB4f1FC3BfF8E1d2FC856a6A46663aD556f",
      decimals: 4,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (8 lists)"],
    },
  ],
  note: "4 decimals, where the later contracts have 18.",
});

export const brla = defineToken({
  symbol: "BRLA",
  title: "BRLA Digital BRLA",
  issuer: "BRLA Digital (Avenia)",
  peg: "BRL",
  contracts: [
    {
      chain: "polygon",
      address: "0xE6A537a407488807F0bbeb0038B79004f19DDDFb",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "celo",
      address: "0xFECB3F7c54E2CAAE9dC6Ac9060A822D47E053760",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const brl1 = defineToken({
  symbol: "BRL1",
  title: "BRL1",
  issuer: "BRL1 consortium",
  peg: "BRL",
  contracts: [
    {
      chain: "polygon",
      address: "0x5C067C80C00eCd2345b05E83A3e758eF799C40B5",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)"],
    },
  ],
});
