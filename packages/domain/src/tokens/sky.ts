import { defineToken } from "../token.ts";

/** No freeze in the contract: nobody can stop a holder. */
export const dai = defineToken({
  symbol: "DAI",
  title: "Dai",
  issuer: "Sky (formerly MakerDAO)",
  peg: "USD",
  freezeFamily: "none",
  contracts: [{ chain: "ethereum", address: "0x6B175474E89094C44Da98b954EedeAC495271d0F", decimals: 18 }],
  sources: [
    "SmolDapp/tokenLists (27 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "ethereum-lists/tokens",
    "DefiLlama/peggedassets-server",
  ],
});

export const usds = defineToken({
  symbol: "USDS",
  title: "Sky Dollar",
  issuer: "Sky",
  peg: "USD",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0xdC035D45d973E3EC169d2276DDab16f1e407384F", decimals: 18 }],
  sources: [
    "SmolDapp/tokenLists (16 lists)",
    "MetaMask/contract-metadata",
    "Uniswap/default-token-list",
    "DefiLlama/peggedassets-server",
  ],
});
