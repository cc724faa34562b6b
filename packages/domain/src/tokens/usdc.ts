import { circle } from "../freeze-families/circle.ts";
import { defineToken } from "../token.ts";

export const usdc = defineToken({
  symbol: "USDC",
  title: "USD Coin",
  issuer: "Circle",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (27 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "polygon",
      address: "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (20 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "arbitrum",
      address: "0xaf88d065e77c8cC2239327C5EDb3A432268e5831",
      decimals: 6,
      freezes: circle,
      sources: ["SmolDapp/tokenLists (19 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "optimism",
      address: "0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (21 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "base",
      address: "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (15 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "avalanche",
      address: "0xB97EF9Ef8734C71904D8002F8b6Bc66Dd9c48a6E",
      decimals: 6,
      freezes: circle,
      sources: [
        "SmolDapp/tokenLists (13 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "celo",
      address: "0xcebA9300f2b948710d2653dD7B07f33A8B32118C",
      decimals: 6,
      freezes: circle,
      sources: ["SmolDapp/tokenLists (4 lists)", "celo-org/celo-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
});

export const usdcTron = defineToken({
  symbol: "USDC",
  title: "USD Coin on TRON, discontinued",
  issuer: "Circle",
  peg: "USD",
  contracts: [
    {
      chain: "tron",
      address: "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8",
      decimals: 6,
      freezes: "unverified",
      sources: ["DefiLlama/peggedassets-server", "SUN.io's documents and other public repositories"],
    },
  ],
  note: "Circle has left TRON. SUN.io calls the contract USDCOLD.",
});

export const usdcPolygonBridge = defineToken({
  symbol: "USDC.e",
  title: "USD Coin, bridged to Polygon",
  issuer: "Polygon PoS bridge",
  peg: "USD",
  contracts: [
    {
      chain: "polygon",
      address: "0x2791Bca1f2de4661ED88A30C99A7a9449Aa84174",
      decimals: 6,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (23 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
      ],
    },
  ],
  note: "A bridge's copy: Circle's contract on Ethereum holds the money behind it.",
});

export const usdcArbitrumBridge = defineToken({
  symbol: "USDC.e",
  title: "USD Coin, bridged to Arbitrum",
  issuer: "Arbitrum bridge",
  peg: "USD",
  contracts: [
    {
      chain: "arbitrum",
      address: "0xFF970A61A04b1cA14834A43f5dE4533eBDDB5CC8",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (19 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "A bridge's copy: Circle's contract on Ethereum holds the money behind it.",
});

export const usdcOpBridge = defineToken({
  symbol: "USDC.e",
  title: "USD Coin, bridged by the OP Stack",
  issuer: "OP Stack standard bridge",
  peg: "USD",
  contracts: [
    {
      chain: "optimism",
      address: "0x7F5c764cBc14f9669B88837ca1490cCa17c31607",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (23 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
    {
      chain: "base",
      symbol: "USDbC",
      address: "0xd9aAEc86B65D86f6A7B5B1b0c42FFA531710b6CA",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (11 lists)", "Uniswap/default-token-list", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "A bridge's copy: Circle's contract on Ethereum holds the money behind it.",
});

export const usdcAvalancheBridge = defineToken({
  symbol: "USDC.e",
  title: "USD Coin, bridged to Avalanche",
  issuer: "Avalanche bridge",
  peg: "USD",
  contracts: [
    {
      chain: "avalanche",
      address: "0xA7D7079b0FEaD91F3e65f86E8915Cb59c1a4C664",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (11 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "A bridge's copy: Circle's contract on Ethereum holds the money behind it.",
});
