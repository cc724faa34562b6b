import { paxosV2 } from "../freeze-families/paxos-v2.ts";
import { paxosV2WithLegacy } from "../freeze-families/paxos-v2-with-legacy.ts";
import { defineToken } from "../token.ts";

export const pyusd = defineToken({
  symbol: "PYUSD",
  title: "PayPal USD",
  issuer: "Paxos",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x6c3ea9036406852006290770BEdFcAbA0e23A0e8",
      decimals: 6,
      freezes: paxosV2,
      sources: [
        "SmolDapp/tokenLists (16 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "arbitrum",
      address: "0x46850aD61C2B7d64d08c9C754F45254596696984",
      decimals: 6,
      freezes: paxosV2,
      sources: ["SmolDapp/tokenLists (3 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});

export const usdp = defineToken({
  symbol: "USDP",
  title: "Pax Dollar",
  issuer: "Paxos",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x8E870D67F660D95d5be530380D0eC0bd388289E1",
      decimals: 18,
      freezes: paxosV2WithLegacy,
      sources: [
        "SmolDapp/tokenLists (21 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
  ],
  note: "Formerly PAX. Older freezes are AddressFrozen events, newer ones FreezeAddress.",
});

export const busd = defineToken({
  symbol: "BUSD",
  title: "Binance USD",
  issuer: "Paxos",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x4Fabb145d64652a948d72533023f6E7A623C7C53",
      decimals: 18,
      freezes: "unverified",
      sources: [
        "SmolDapp/tokenLists (21 lists)",
        "MetaMask/contract-metadata",
        "Uniswap/default-token-list",
        "ethereum-lists/tokens",
        "DefiLlama/peggedassets-server",
      ],
    },
  ],
  note: "Wound down by its issuer.",
});
