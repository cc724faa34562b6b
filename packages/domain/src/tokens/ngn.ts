import { defineToken } from "../token.ts";

/** Emits Tether's DestroyedBlackFunds with indexed arguments; its other events are unverified. */
export const cngn = defineToken({
  symbol: "cNGN",
  title: "cNGN",
  issuer: "cNGN consortium (WrappedCBDC)",
  peg: "NGN",
  freezeFamily: "unverified",
  contracts: [{ chain: "ethereum", address: "0x17CDB2a01e7a34CbB3DD4b83260B05d0274C8dab", decimals: 6 }],
  sources: ["SmolDapp/tokenLists (3 lists)", "TokenBrice/pharos-watch"],
});
