import { defineToken } from "../token.ts";

/** No freeze in the contract: nobody can stop a holder. */
export const dai = defineToken({
  symbol: "DAI",
  title: "Dai",
  issuer: "Sky (formerly MakerDAO)",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x6B175474E89094C44Da98b954EedeAC495271d0F",
      decimals: 18,
      freezes: "none",
      sources: [
        "SmolDapp/tokenLists (27 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
      ],
    },
  ],
});

export const daiBridged = defineToken({
  symbol: "DAI",
  title: "Dai, bridged",
  issuer: "Sky (formerly MakerDAO), by each chain's bridge",
  peg: "USD",
  contracts: [
    {
      chain: "polygon",
      address: "0x8f3Cf7ad23Cd3CaDbD9735AFf958023239c6A063",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (23 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "arbitrum",
      address: "0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (20 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "optimism",
      address: "0xDA10009cBd5D07dd0CeCc66161FC93D7c9000da1",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (22 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "base",
      address: "0x50c5725949A6F0c72E6C4a641F24049A917DB0Cb",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (11 lists)", "Uniswap/default-token-list"],
    },
  ],
  note: "A bridge's copy: Dai on Ethereum stands behind it.",
});

export const daiAvalancheBridge = defineToken({
  symbol: "DAI.e",
  title: "Dai, bridged to Avalanche",
  issuer: "Avalanche bridge",
  peg: "USD",
  contracts: [
    {
      chain: "avalanche",
      address: "0xd586E7F844cEa2F87f50152665BCbc2C279D8d70",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (13 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "A bridge's copy: Dai on Ethereum stands behind it.",
});

export const usds = defineToken({
  symbol: "USDS",
  title: "Sky Dollar",
  issuer: "Sky",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0xdC035D45d973E3EC169d2276DDab16f1e407384F",
      decimals: 18,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (16 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
      ],
    },
    {
      chain: "arbitrum",
      address: "0x6491c05A82219b8D1479057361ff1654749b876b",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (8 lists)", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "base",
      address: "0x820C137fa70C8691f0e44Dc420a5e53c168921Dc",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
});
