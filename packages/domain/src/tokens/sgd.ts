import { defineToken } from "../token.ts";

export const xsgd = defineToken({
  symbol: "XSGD",
  title: "StraitsX Singapore Dollar",
  issuer: "StraitsX",
  peg: "SGD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x70e8dE73cE538DA2bEEd35d14187F6959a8ecA96",
      decimals: 6,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (16 lists)",
        "Uniswap/default-token-list",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "polygon",
      address: "0xDC3326e71D45186F113a2F448984CA0e8D201995",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (11 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "arbitrum",
      address: "0xE333e7754a2DC1E020a162Ecab019254b9DaB653",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "base",
      address: "0x0A4C9cb2778aB3302996A34BeFCF9a8Bc288C33b",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "TokenBrice/pharos-watch"],
    },
    {
      chain: "avalanche",
      address: "0xb2F85b7AB3c2b6f62DF06dE6aE7D09c010a5096E",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (4 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
  note: "Built like Circle's contract, it is said; nobody has confirmed the events it freezes by.",
});
