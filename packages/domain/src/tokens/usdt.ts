import { tetherIndexed } from "../freeze-families/tether-indexed.ts";
import { tetherLegacy } from "../freeze-families/tether-legacy.ts";
import { tetherLegacyIndexed } from "../freeze-families/tether-legacy-indexed.ts";
import { tetherUpgraded } from "../freeze-families/tether-upgraded.ts";
import { defineToken } from "../token.ts";

export const usdt = defineToken({
  symbol: "USDT",
  title: "Tether USD",
  issuer: "Tether",
  peg: "USD",
  note:
    "On Avalanche, pharos-watch expects the freeze events of Tether's first design; a reader of the contract itself found " +
    "functions of the second (isBlocked). Both sets of events are read.",
  contracts: [
    {
      chain: "ethereum",
      address: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
      decimals: 6,
      freezes: tetherLegacy,
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
      chain: "tron",
      address: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
      decimals: 6,
      freezes: tetherLegacyIndexed,
      sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "avalanche",
      address: "0x9702230A8Ea53601f5cD2dc00fDBc13d4dF4A8c7",
      decimals: 6,
      freezes: tetherUpgraded,
      sources: ["SmolDapp/tokenLists (13 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "celo",
      address: "0x48065fbBE25f71C9282ddf5e1cD6D6A887483D5e",
      decimals: 6,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (3 lists)",
        "celo-org/celo-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
  ],
});

export const usdt0 = defineToken({
  symbol: "USDT0",
  title: "USDT0",
  issuer: "Tether (USDT0)",
  peg: "USD",
  contracts: [
    {
      chain: "polygon",
      address: "0xc2132D05D31c914a87C6611C10748AEb04B58e8F",
      decimals: 6,
      freezes: tetherUpgraded,
      sources: [
        "SmolDapp/tokenLists (23 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "arbitrum",
      address: "0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9",
      decimals: 6,
      freezes: tetherUpgraded,
      sources: [
        "SmolDapp/tokenLists (21 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "optimism",
      address: "0x01bFF41798a0BcF287b996046Ca68b395DbC1071",
      decimals: 6,
      freezes: tetherIndexed,
      sources: [
        "SmolDapp/tokenLists (8 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
  ],
  note: "Tether moved across chains by LayerZero: sent on one chain and received on another, it is the same money.",
});

export const usdtOpBridge = defineToken({
  symbol: "USDT",
  title: "Tether USD, bridged by the OP Stack",
  issuer: "OP Stack standard bridge",
  peg: "USD",
  contracts: [
    {
      chain: "optimism",
      address: "0x94b008aA00579c1307B0EF2c499aD98a8ce58e58",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (21 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "base",
      address: "0xfde4C96c8593536E31F229EA8f37b2ADa2699bb2",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (6 lists)"],
    },
  ],
  note: "A bridge's copy: Tether's contract on Ethereum holds the money behind it. On Optimism, USDT0 is its successor.",
});

export const usdtAvalancheBridge = defineToken({
  symbol: "USDT.e",
  title: "Tether USD, bridged to Avalanche",
  issuer: "Avalanche bridge",
  peg: "USD",
  contracts: [
    {
      chain: "avalanche",
      address: "0xc7198437980c041c805A1EDcbA50c1Ce5db95118",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (9 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "A bridge's copy: Tether's contract on Ethereum holds the money behind it.",
});
