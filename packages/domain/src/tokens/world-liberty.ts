import { worldLiberty } from "../freeze-families/world-liberty.ts";
import { defineToken } from "../token.ts";

export const usd1 = defineToken({
  symbol: "USD1",
  title: "World Liberty Financial USD",
  issuer: "World Liberty Financial",
  peg: "USD",
  contracts: [
    {
      chain: "ethereum",
      address: "0x8d0D000Ee44948FC98c9B98A4FA4921476f08B0d",
      decimals: 18,
      freezes: worldLiberty,
      sources: [
        "SmolDapp/tokenLists (7 lists)",
        "Uniswap/default-token-list",
        "DefiLlama/peggedassets-server",
        "TokenBrice/pharos-watch",
      ],
    },
    {
      chain: "tron",
      address: "TPFqcBAaaUMCSVRCqPaQ9QnzKhmuoLR6Rc",
      decimals: 18,
      freezes: worldLiberty,
      sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
    {
      chain: "bsc",
      address: "0x8d0D000Ee44948FC98c9B98A4FA4921476f08B0d",
      decimals: 18,
      freezes: worldLiberty,
      sources: ["DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
});
