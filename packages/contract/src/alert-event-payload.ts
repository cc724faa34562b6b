import type { AlertEventKind, EvidenceChange } from "@redflag/domain/alert-event";
import { LISTED_CATEGORIES } from "@redflag/domain/entry";
import { z } from "zod";
import { ExposureWord, SeverityWord, StateWord } from "./alert-words.ts";
import { EventJurisdictions, ListName } from "./event-fields.ts";
import { BlockNumber, Caip2, Caip10, Hash32, HeuristicId } from "./identifiers.ts";

/** With it the largest legal payload stays under 20 kB, which every receiver can take in. */
export const EVENT_TRANSFERS_MAX = 25;

/** Listings that an event names at most; hardly anybody is on more lists. */
export const EVENT_LISTINGS_MAX = 5;

/** Successors that a withdrawn alert names at most; one mostly has one. */
export const EVENT_SUCCESSORS_MAX = 5;

const WITHDRAWAL_CAUSES = ["reorg", "lists_changed", "corrected"] as const;

type AlertEventType = `alert.${AlertEventKind}`;

const EventTransfer = z.strictObject({
  transaction: Hash32,
  block: BlockNumber,
  logIndex: z.int().nonnegative(),
  /** Position among the transfers of this token in the transaction: with both it names the transfer, also after a reorg. */
  ordinal: z.int().nonnegative(),
  token: Caip10,
  sender: Caip10,
  recipient: Caip10,
  /** Base units of the token, decimal. */
  amount: z.string().regex(/^(?:0|[1-9]\d{0,77})$/),
  change: z
    .enum({
      added: "added",
      retracted: "retracted",
      moved: "moved",
      restated: "restated",
      final: "final",
    } satisfies { [Change in EvidenceChange]: Change })
    .meta({ "x-open": true }),
});

/** A list that names the subject, in the version that its reader knows; of an issuer's freeze, the block that froze. */
const EventListing = z.strictObject({
  list: ListName,
  version: z.int().nonnegative(),
  category: z.enum(LISTED_CATEGORIES).meta({ "x-open": true }),
  /** ISO 3166-1 alpha-2, as the entry has them; absent where it says none. */
  jurisdictions: EventJurisdictions.optional(),
});

/** What is told of an alert: the alert as it stood once this had happened, and the transfers that it is about. */
export const AlertEventPayload = z
  .strictObject({
    type: z.enum({
      "alert.created": "alert.created",
      "alert.updated": "alert.updated",
      "alert.final": "alert.final",
      "alert.withdrawn": "alert.withdrawn",
    } satisfies { [Type in AlertEventType]: Type }),
    alert: Hash32,
    chain: Caip2,
    heuristic: HeuristicId,
    version: z.int().positive(),
    subject: Caip10,
    severity: SeverityWord,
    exposure: ExposureWord,
    /** Hundredths of a decade. */
    score: z.int(),
    state: StateWord,
    revision: Hash32,
    stateSeq: z.int().nonnegative(),
    transfers: z.array(EventTransfer).max(EVENT_TRANSFERS_MAX),
    /** How many more transfers the event is about than `transfers` holds. */
    moreTransfers: z.int().nonnegative(),
    /** To an exchange, which lists that it may know of name the subject: the first, should there be more. */
    listings: z.array(EventListing).min(1).max(EVENT_LISTINGS_MAX).optional(),
    /**
     * Present when no payment came or went and the past was screened again with later inputs: as which generation of the
     * lane, and, of an alert that is withdrawn, which alerts of the same rule and subject hold payments of it now.
     */
    rescreen: z
      .strictObject({
        generation: z.int().min(2),
        succeededBy: z.array(Hash32).max(EVENT_SUCCESSORS_MAX),
      })
      .optional(),
    /**
     * Of an alert that is withdrawn, why, where that can be told: `reorg`, the chain no longer has the payments; `lists_changed`,
     * screened again with later lists they are none; `corrected`, what had been read of them was wrong.
     */
    cause: z.enum(WITHDRAWAL_CAUSES).meta({ "x-open": true }).optional(),
  })
  .refine((event) => (event.type === "alert.withdrawn") === (event.state === "withdrawn"), {
    path: ["state"],
    error: "withdrawn goes with alert.withdrawn and with nothing else",
  })
  .refine((event) => event.type === "alert.withdrawn" || (event.rescreen?.succeededBy ?? []).length === 0, {
    path: ["rescreen", "succeededBy"],
    error: "only an alert that is withdrawn has successors",
  })
  .refine((event) => event.type === "alert.withdrawn" || event.cause === undefined, {
    path: ["cause"],
    error: "only an alert that is withdrawn is so for a cause",
  })
  .refine((event) => event.moreTransfers === 0 || event.transfers.length === EVENT_TRANSFERS_MAX, {
    path: ["moreTransfers"],
    error: "there are more only once transfers is full",
  });
export type AlertEventPayload = z.infer<typeof AlertEventPayload>;
