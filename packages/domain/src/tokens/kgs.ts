import { defineToken } from "../token.ts";

export const kgst = defineToken({
  symbol: "KGST",
  title: "KGST",
  issuer: "KGSToken LLC",
  peg: "KGS",
  contracts: [
    {
      chain: "bsc",
      address: "0x94be0bbA8E1E303fE998c9360B57b826F1A4f828",
      decimals: 18,
      freezes: "unverified",
      sources: ["TokenBrice/pharos-watch"],
    },
  ],
  note: "Its source has freeze and unfreeze; nobody has confirmed the events they emit.",
});
