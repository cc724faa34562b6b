import { trueusd } from "../freeze-families/trueusd.ts";
import { defineToken } from "../token.ts";

export const tusd = defineToken({
  symbol: "TUSD",
  title: "TrueUSD",
  issuer: "TrueUSD",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x0000000000085d4780B73119b644AE5ecd22b376",
      decimals: 18,
      freezes: trueusd,
      sources: [
        "SmolDapp/tokenLists (22 lists)",
        "MetaMask/contract-metadata",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "tron",
      address: "TUpMhErZL2fhh4sVNULAbNKLokS4GjC1F4",
      decimals: 18,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server"],
    },
    {
      chain: "bsc",
      address: "0x40af3827F39D0EAcBF4A168f8D4ee67c121D11c9",
      decimals: 18,
      freezes: trueusd,
      sources: ["SmolDapp/tokenLists (6 lists)", "TokenBrice/pharos-watch"],
    },
    {
      chain: "avalanche",
      address: "0x1C20E891Bab6b1727d14Da358FAe2984Ed9B59EB",
      decimals: 18,
      freezes: trueusd,
      sources: ["SmolDapp/tokenLists (8 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});

export const tusdBridged = defineToken({
  symbol: "TUSD",
  title: "TrueUSD, bridged",
  issuer: "TrueUSD, by each chain's bridge",
  peg: "USD",
  contracts: [
    {
      chain: "polygon",
      address: "0x2e1AD108fF1D8C782fcBbB89AAd783aC49586756",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (14 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "arbitrum",
      address: "0x4D15a3A2286D883AF0AA1B3f21367843FAc63E07",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (8 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "optimism",
      address: "0xcB59a0A753fDB7491d5F3D794316F1adE197B21E",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (10 lists)", "TokenBrice/pharos-watch"],
    },
  ],
  note: "A bridge's copy: TrueUSD on Ethereum stands behind it.",
});
