import { defineToken } from "../token.ts";

/** Freezes by the events of the Circle family. */
export const brz = defineToken({
  symbol: "BRZ",
  title: "Brazilian Digital Token",
  issuer: "Transfero",
  peg: "BRL",
  freezeFamily: "circle",
  contracts: [{ chain: "ethereum", address: "0x01d33FD36ec67c6Ada32cf36b31e88EE190B1839", decimals: 18 }],
  sources: ["SmolDapp/tokenLists (6 lists)", "DefiLlama/peggedassets-server", "TokenBrice/pharos-watch"],
});
