import { defineToken } from "../token.ts";

/** Freezes by events of the Paxos V2 family, which is not read yet; until then its freezes are not seen. */
export const pyusd = defineToken({
  symbol: "PYUSD",
  title: "PayPal USD",
  issuer: "Paxos",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x6c3ea9036406852006290770BEdFcAbA0e23A0e8", decimals: 6 }],
  sources: [
    "SmolDapp/tokenLists (16 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});

/** Freezes by events of the Paxos V2 family (older ones by AddressFrozen), not read yet. */
export const usdp = defineToken({
  symbol: "USDP",
  title: "Pax Dollar",
  issuer: "Paxos",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x8E870D67F660D95d5be530380D0eC0bd388289E1", decimals: 18 }],
  sources: [
    "SmolDapp/tokenLists (21 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
    "TokenBrice/pharos-watch",
  ],
});

export const busd = defineToken({
  symbol: "BUSD",
  title: "Binance USD (wound down)",
  issuer: "Paxos",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x4Fabb145d64652a948d72533023f6E7A623C7C53", decimals: 18 }],
  sources: [
    "SmolDapp/tokenLists (21 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
  ],
});
