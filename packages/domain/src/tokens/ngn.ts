import { defineToken } from "../token.ts";

export const cngn = defineToken({
  symbol: "cNGN",
  title: "cNGN",
  issuer: "cNGN consortium (WrappedCBDC)",
  peg: "NGN",
  contracts: [
    {
      chain: "ethereum",
      address: "0x17CDB2a01e7a34CbB3DD4b83260B05d0274C8dab",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "TokenBrice/pharos-watch"],
    },
    {
      chain: "bsc",
      address: "0xa8AEA66B361a8d53e8865c62D142167Af28Af058",
      decimals: 6,
      freezes: "unverified",
      sources: ["TokenBrice/pharos-watch"],
    },
    {
      chain: "polygon",
      address: "0x52828daa48C1a9A06F37500882b42daf0bE04C3B",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)", "TokenBrice/pharos-watch"],
    },
    {
      chain: "base",
      address: "0x46C85152bFe9f96829aA94755D9f915F9B10EF5F",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)", "TokenBrice/pharos-watch"],
    },
  ],
  note: "Emits DestroyedBlackFunds with indexed arguments; nobody has confirmed its other freeze events.",
});

export const ngnc = defineToken({
  symbol: "NGNC",
  title: "NGN Coin",
  issuer: "LINK",
  peg: "NGN",
  contracts: [
    {
      chain: "polygon",
      address: "0xAb9aD9089f23e6779a8727900709427719f753e1",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
});

export const ngncBridged = defineToken({
  symbol: "NGNC",
  title: "NGN Coin, bridged",
  issuer: "LINK, by a bridge",
  peg: "NGN",
  contracts: [
    {
      chain: "base",
      address: "0xA971B44246a55b3676ab2E66a4732Fa4cce2EA13",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (2 lists)"],
    },
  ],
  note: "18 decimals, where the original on Polygon has 6.",
});
