import { z } from "zod";
import { Caip2, Caip10, ChainName } from "../../identifiers.ts";
import { Family } from "../list-entry.ts";
import { defineRoute } from "../route.ts";

const ChainBody = z.strictObject({
  /** CAIP-2. */
  id: Caip2,
  /** As people type it, and as `chain` of other routes takes it, too. */
  name: ChainName,
  title: z.string(),
  family: Family,
  /** There is a lane: its payments are screened. Of another chain nothing is known, which is not that there is nothing. */
  watched: z.boolean(),
  /** Pages of others, in which `{}` stands for the address as the chain writes it, and for the hash. Absent where there is none. */
  explorer: z
    .strictObject({
      address: z.string(),
      transaction: z.string(),
      /** The hash goes in without its 0x. */
      bareHash: z.boolean(),
    })
    .optional(),
  /** Of stablecoins that are known, by symbol. */
  tokens: z.array(
    z.strictObject({
      token: Caip10,
      /** On this chain. */
      symbol: z.string(),
      decimals: z.int().nonnegative(),
      /** ISO 4217. */
      peg: z.string(),
      issuer: z.string(),
    }),
  ),
});
export type ChainBody = z.infer<typeof ChainBody>;

export const listChains = defineRoute({
  id: "listChains",
  method: "GET",
  path: "/v1/chains",
  tag: "Chains",
  summary: "List the chains that are known, which of them are watched, and their tokens",
  access: "chains:read",
  answer: { status: 200, body: z.strictObject({ items: z.array(ChainBody) }), description: "By name" },
  action: "chain.list",
});
