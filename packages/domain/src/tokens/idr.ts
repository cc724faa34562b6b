import { defineToken } from "../token.ts";

export const idrt = defineToken({
  symbol: "IDRT",
  title: "Rupiah Token",
  issuer: "Rupiah Token",
  peg: "IDR",
  contracts: [
    {
      chain: "ethereum",
      address: "0x998FFE1E43fAcffb941dc337dD0468d52bA5b48A",
      decimals: 2,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (9 lists)", "MetaMask/contract-metadata", "ethereum-lists/tokens"],
    },
    {
      chain: "bsc",
      address: "0x66207E39bb77e6B99aaB56795C7c340C08520d83",
      decimals: 2,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (5 lists)"],
    },
    {
      chain: "polygon",
      address: "0x554cd6bdD03214b10AafA3e0D4D42De0C5D2937b",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)"],
    },
  ],
  note: "2 decimals on Ethereum and BNB Smart Chain, 6 on Polygon.",
});

export const idrx = defineToken({
  symbol: "IDRX",
  title: "IDRX",
  issuer: "IDRX",
  peg: "IDR",
  contracts: [
    {
      chain: "base",
      address: "0x18Bc5bcC660cf2B9cE3cd51a404aFe1a0cBD3C22",
      decimals: 2,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (3 lists)"],
    },
  ],
});

export const xidr = defineToken({
  symbol: "XIDR",
  title: "StraitsX Indonesian Rupiah",
  issuer: "StraitsX",
  peg: "IDR",
  contracts: [
    {
      chain: "ethereum",
      address: "0xebF2096E01455108bAdCbAF86cE30b6e5A72aa52",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)"],
    },
    {
      chain: "polygon",
      address: "0x2c826035c1C36986117A0e949bD6ad4baB54afE2",
      decimals: 6,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (7 lists)"],
    },
  ],
  note: "Built like Circle's contract, it is said; nobody has confirmed the events it freezes by.",
});

export const bidr = defineToken({
  symbol: "BIDR",
  title: "BIDR",
  issuer: "Binance and Tokocrypto",
  peg: "IDR",
  contracts: [
    {
      chain: "bsc",
      address: "0x9A2f5556e9A637e8fBcE886d8e3cf8b316a1D8a2",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (1 list)"],
    },
  ],
  note: "Discontinued by its issuer.",
});
