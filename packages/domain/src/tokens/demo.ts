import { circle } from "../freeze-families/circle.ts";
import { tetherLegacy } from "../freeze-families/tether-legacy.ts";
import { defineToken } from "../token.ts";

/*
 * Play money of the local chain. The addresses follow from who deploys and in which order: the local node's first
 * account (0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266) with nonces 0, 1 and 2. The deployment asserts them.
 */
const ISSUER = "Redflag demo (play money)";
const SOURCES = ["CREATE address of the local node's first account, nonces 0 to 2"];

/** Behaves as Tether's contract on Ethereum does: `transfer` returns nothing, Issue and Redeem emit no Transfer. */
export const demoUsdt = defineToken({
  symbol: "USDT",
  title: "Demo Tether USD",
  issuer: ISSUER,
  peg: "USD",
  contracts: [
    {
      chain: "demo",
      address: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
      decimals: 6,
      freezes: tetherLegacy,
      sources: SOURCES,
    },
  ],
});

export const demoUsdc = defineToken({
  symbol: "USDC",
  title: "Demo USD Coin",
  issuer: ISSUER,
  peg: "USD",
  contracts: [
    {
      chain: "demo",
      address: "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512",
      decimals: 6,
      freezes: circle,
      sources: SOURCES,
    },
  ],
});

/** A regional coin: the lira, so that nothing in the demo can take one unit for one dollar. */
export const demoTryb = defineToken({
  symbol: "TRYB",
  title: "Demo BiLira",
  issuer: ISSUER,
  peg: "TRY",
  contracts: [
    {
      chain: "demo",
      address: "0x9fE46736679d2D9a65F0992F2272dE9f3c7fa6e0",
      decimals: 6,
      freezes: "none",
      sources: SOURCES,
    },
  ],
});
