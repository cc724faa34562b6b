import { defineToken } from "../token.ts";

export const usdtBinancePeg = defineToken({
  symbol: "USDT",
  title: "Binance-Peg USDT",
  issuer: "Binance",
  peg: "USD",
  contracts: [
    {
      chain: "bsc",
      address: "0x55d398326f99059fF775485246999027B3197955",
      decimals: 18,
      freezes: "none",
      sources: ["SmolDapp/tokenLists (14 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
    },
  ],
  note: "Issued by Binance against what it holds, not by Tether; 18 decimals, not 6. The contract's source has no freeze; pharos-watch listens for Tether's events all the same.",
});

export const usdcBinancePeg = defineToken({
  symbol: "USDC",
  title: "Binance-Peg USD Coin",
  issuer: "Binance",
  peg: "USD",
  contracts: [
    {
      chain: "bsc",
      address: "0x8AC76a51cc950d9822D68b83fE1Ad97B32Cd580d",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (14 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Issued by Binance against what it holds, not by Circle; 18 decimals, not 6.",
});

export const daiBinancePeg = defineToken({
  symbol: "DAI",
  title: "Binance-Peg Dai",
  issuer: "Binance",
  peg: "USD",
  contracts: [
    {
      chain: "bsc",
      address: "0x1AF3F329e8BE154074D8769D1FFa4eE058B1DBc3",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (13 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Issued by Binance against what it holds.",
});

export const busdBinancePeg = defineToken({
  symbol: "BUSD",
  title: "Binance-Peg BUSD",
  issuer: "Binance",
  peg: "USD",
  contracts: [
    {
      chain: "bsc",
      address: "0xe9e7CEA3DedcA5984780Bafc599bD69ADd087D56",
      decimals: 18,
      freezes: "unverified",
      sources: ["SmolDapp/tokenLists (13 lists)", "DefiLlama/peggedassets-server"],
    },
  ],
  note: "Issued by Binance against BUSD of Paxos, which is wound down.",
});
