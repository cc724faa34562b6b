import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES } from "@redflag/domain/entry";
import { z } from "zod";
import { BlockNumber, Caip10 } from "../identifiers.ts";
import { Time } from "./fields.ts";
import { AddressText, ListId } from "./list-entry.ts";

/** Parts of what the flows of an address are told with. */

export const Count = z.int().nonnegative();

/** A decimal number in whole units. */
const AmountText = z.string();

/** Where something stands in a chain. */
export const BlockPlace = z.strictObject({ block: BlockNumber, time: Time });
export type BlockPlace = z.infer<typeof BlockPlace>;

/** Of one currency, each token taken at what it is meant to be worth; ISO 4217. */
export const CurrencyAmount = z.strictObject({ currency: z.string(), amount: AmountText });
export type CurrencyAmount = z.infer<typeof CurrencyAmount>;

/** What is known of who stands at an address, now. */
const partyFields = {
  /** Entries in force. */
  listed: z.array(
    z.strictObject({
      list: ListId,
      category: z.enum(LISTED_CATEGORIES),
      severity: z.enum(SEVERITIES),
      authority: z.string(),
    }),
  ),
  /** A known business. */
  service: z
    .strictObject({ list: ListId, category: z.enum(SERVICE_CATEGORIES), entity: z.string().optional() })
    .optional(),
  /** Inferred: an address that a service gave a customer to pay into. */
  deposit: z
    .strictObject({
      service: AddressText,
      entity: z.string().optional(),
      /** Percent. */
      confidence: z.int().min(0).max(100),
    })
    .optional(),
  /** By an issuer, for one token at least. */
  frozen: z.boolean(),
};

export const PartyFacts = z.strictObject(partyFields);
export type PartyFacts = z.infer<typeof PartyFacts>;

/** How far payments were read. */
export const FlowReach = z.strictObject({
  /** Transfers that were read, the newest. */
  transfers: Count,
  /** Of so many, as the lane remembers it; absent where a window was asked for, or the lane has not met the address. */
  of: Count.optional(),
  /** Everything after its oldest block is in it. */
  from: BlockPlace,
  to: BlockPlace,
  /** Older ones of the window are not in it. */
  cut: z.boolean(),
  why: z.string().optional(),
});
export type FlowReach = z.infer<typeof FlowReach>;

/** How far the chain is screened, which bounds whatever is said of its payments. Absent while nothing of it is. */
export const FlowPosition = z.strictObject({
  /** The first block that the ledger holds of what was screened. */
  from: BlockPlace,
  to: BlockPlace,
  /** What the lane remembers of addresses is as of this block. */
  rememberedTo: BlockNumber,
  /** No reorg that the lane follows reaches down to here. */
  finalTo: BlockNumber,
});
export type FlowPosition = z.infer<typeof FlowPosition>;

/** What was left out as sent to be mistaken for somebody else: transfers of nothing, and dust of look-alikes. */
export const Dust = z.strictObject({ counterparties: Count, transfers: Count });

/** Payments in one token, taken together. */
export const TokenFlow = z.strictObject({
  token: Caip10,
  symbol: z.string(),
  amount: AmountText,
  count: Count,
  first: BlockPlace,
  last: BlockPlace,
});
export type TokenFlow = z.infer<typeof TokenFlow>;
