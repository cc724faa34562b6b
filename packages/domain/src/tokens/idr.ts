import { defineToken } from "../token.ts";

export const idrt = defineToken({
  symbol: "IDRT",
  title: "Rupiah Token",
  issuer: "Rupiah Token",
  peg: "IDR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x998FFE1E43fAcffb941dc337dD0468d52bA5b48A", decimals: 2 }],
  sources: ["SmolDapp/tokenLists (9 lists)", "MetaMask/contract-metadata", "ethereum-lists/tokens"],
});

export const xidr = defineToken({
  symbol: "XIDR",
  title: "StraitsX Indonesian Rupiah",
  issuer: "StraitsX",
  peg: "IDR",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xebF2096E01455108bAdCbAF86cE30b6e5A72aa52", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (7 lists)"],
});
