import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES } from "@redflag/domain/entry";
import { z } from "zod";
import { ExposureWord, SeverityWord, StateWord } from "../../alert-words.ts";
import { ACCOUNT_CHARS_MAX, BlockNumber, Caip2, Hash32, HeuristicId } from "../../identifiers.ts";
import { Time } from "../fields.ts";
import { Family, ListId, SharingWord } from "../list-entry.ts";
import { ProblemDocument } from "../problem-document.ts";
import { defineRoute } from "../route.ts";
import { Deposit, Freeze } from "./derived-lists.ts";

export const SCREENED_ADDRESSES_MAX = 1_000;
/** Gaps of one chain that are named. */
export const NAMED_GAPS_MAX = 20;

/** Any form: 0x and 40 digits, T and 33 characters, 41 and 40 digits, CAIP-10. What is wrong with it is said in words. */
const AccountText = z.string().min(1).max(ACCOUNT_CHARS_MAX);

const Count = z.int().nonnegative();

const ListedAs = z.strictObject({
  list: ListId,
  /** The list's current version, counted for whoever asks: another audience may know another number. */
  version: z.int().positive(),
  /** The entry's content as a hash. */
  entry: Hash32,
  /** As the entry has it: of an alias that is the other family's form. */
  address: z.string(),
  family: Family,
  /** By the entry's own dates, at the time of the answer. */
  state: z.enum(["in_force", "listed_later", "delisted"]),
  severity: z.enum(SEVERITIES),
  authority: z.string(),
  /** Percent. */
  confidence: z.int().min(0).max(100),
  programme: z.string().optional(),
  reference: z.string().optional(),
  documentUrl: z.string().optional(),
  jurisdictions: z.array(z.string()).optional(),
  validFrom: Time.optional(),
  validTo: Time.optional(),
  sharing: SharingWord,
});

const Match = ListedAs.extend({ category: z.enum(LISTED_CATEGORIES) });
export type Match = z.infer<typeof Match>;

/** A known business: what it is, and no match. */
const ServiceMatch = ListedAs.extend({ service: z.enum(SERVICE_CATEGORIES), entity: z.string().optional() });
export type ServiceMatch = z.infer<typeof ServiceMatch>;

/** Money of a listed address that is left, or was left, with the address, pro rata. */
export const HeldExposure = z.strictObject({
  chain: Caip2,
  /** Everything up to this block is in it. */
  asOfBlock: BlockNumber,
  /** ISO 4217: what the tokens are meant to be worth. */
  currency: z.string(),
  /** What is left of it, in whole units of the currency. */
  amount: z.string(),
  /** Of all that the address holds of the currency as far as the ledger tells, in millionths, rounded down. */
  sharePpm: z.int().min(0).max(1_000_000),
  /** Payments from the listed address. */
  hops: z.int().positive(),
  since: Time,
  /** The way by which most of it came: each payment, and how much of that money it carried. */
  path: z.array(z.strictObject({ payer: z.string(), amount: z.string(), block: BlockNumber, time: Time })),
  origin: z.strictObject({
    address: z.string(),
    list: ListId,
    /** The entry as the list has it now; absent where it has none of the address any more: delisted since. */
    listing: Match.optional(),
  }),
});
export type HeldExposure = z.infer<typeof HeldExposure>;

/** An alert as the newest event about it says that was released to whoever asks. */
const ReleasedFinding = z.strictObject({
  alert: Hash32,
  /** Names it wherever it is delivered. */
  event: Hash32,
  chain: Caip2,
  heuristic: HeuristicId,
  version: z.int().positive(),
  severity: SeverityWord,
  exposure: ExposureWord,
  /** Hundredths of a decade. */
  score: z.int(),
  /** `withdrawn`: it was told, and no longer stands. */
  state: StateWord,
  releasedAt: Time,
});
export type ReleasedFinding = z.infer<typeof ReleasedFinding>;

const Gap = z.strictObject({ from: BlockNumber, to: BlockNumber });

const NoMatchAsOf = z.strictObject({
  at: Time,
  /** Every list that whoever asks knows of, in the version that was looked at. */
  lists: z.array(z.strictObject({ list: ListId, version: z.int().positive(), entries: Count, changedAt: Time })),
  /** Chains on which the address may be used and whose payments are screened; empty: none is watched. */
  chains: z.array(
    z.strictObject({
      chain: Caip2,
      /** False of a chain that was asked for by name and is not watched. */
      watched: z.boolean(),
      /** Every block from one to the other was screened. */
      from: BlockNumber.optional(),
      to: BlockNumber.optional(),
      /** Money of listed addresses is followed up to here; what they paid before they were listed is not. */
      followedTo: BlockNumber.optional(),
      /** Of the block `to`. */
      time: Time.optional(),
      /** As it was last seen. */
      head: BlockNumber.optional(),
      /** Blocks up to the head that are not read yet; twenty at most are named. */
      gaps: z.array(Gap).max(NAMED_GAPS_MAX),
    }),
  ),
});
export type NoMatchAsOf = z.infer<typeof NoMatchAsOf>;

const screened = {
  /** As its family writes it; with the chain where one was named. */
  address: z.string(),
  family: Family,
  /** In force now. */
  matches: z.array(Match),
  /** On a list, and not in force by its dates. */
  notInForce: z.array(Match),
  /** In force for the same 20 bytes in the other family's form: likely, not surely, the same holder. */
  aliases: z.array(Match),
  services: z.array(ServiceMatch),
  /** Indirect: money that came from listed addresses, straight or by way of others. */
  exposures: z.array(HeldExposure),
  /** By issuers, standing now: of one token on one chain each, and no match. */
  freezes: z.array(Freeze),
  /** That it is inferred to be an address which a service gave a customer to pay into. */
  deposits: z.array(Deposit),
  /**
   * Alerts about the address, by the ten newest events that were released to the caller, the newest first. Absent for whoever
   * may not read events.
   */
  findings: z.array(ReleasedFinding).optional(),
};

const Screening = z.strictObject({
  ...screened,
  /** Present when `matches` is empty: what was looked at, and how far. Nothing more is known of the address by that. */
  noMatchAsOf: NoMatchAsOf.optional(),
});
export type Screening = z.infer<typeof Screening>;

export const screenAddress = defineRoute({
  id: "screenAddress",
  method: "GET",
  path: "/v1/addresses/{address}/screening",
  tag: "Screening",
  summary: "Say what the watchlists say of an address",
  description:
    "An exchange is told of entries that are shared with it (TLP:GREEN and TLP:CLEAR), staff of all. Of anything else " +
    "nothing shows: not in the answer, its counts or versions, and money that came from there is not followed. Issuers' " +
    "freezes are told to all; a deposit address that is inferred only to whoever knows by an entry what the service's wallet is; " +
    "findings are of events that were released to the caller.",
  access: "screening:read",
  params: z.strictObject({ address: AccountText }),
  answer: { status: 200, body: Screening, description: "What matches, or as of what nothing does" },
  problems: ["address_malformed", "address_checksum", "chain_unknown"],
  action: "screening.address",
});

const ScreenedItem = z.strictObject({
  /** As it was asked for. */
  asked: z.string(),
  screening: z.strictObject(screened).optional(),
  /** Why it could not be read. */
  problem: ProblemDocument.pick({ code: true, title: true, detail: true, hint: true }).optional(),
});
export type ScreenedItem = z.infer<typeof ScreenedItem>;

export const screenAddresses = defineRoute({
  id: "screenAddresses",
  method: "POST",
  path: "/v1/addresses/screening",
  tag: "Screening",
  summary: "Say what the watchlists say of up to a thousand addresses",
  description: "Each by itself, in the order asked for: one that cannot be read has a problem in its place.",
  access: "screening:read",
  body: z.strictObject({ addresses: z.array(z.string().max(ACCOUNT_CHARS_MAX)).min(1).max(SCREENED_ADDRESSES_MAX) }),
  answer: {
    status: 200,
    /** `noMatchAsOf` is of every address without a match. */
    body: z.strictObject({ items: z.array(ScreenedItem), noMatchAsOf: NoMatchAsOf }),
    description: "One for each address, in the order asked for",
  },
  action: "screening.batch",
});
