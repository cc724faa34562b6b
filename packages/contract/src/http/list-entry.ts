import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, SHARINGS } from "@redflag/domain/entry";
import { FREEZE_LIST } from "@redflag/domain/freeze-book";
import { ACCOUNT_CHARS_MAX, VENUE_CHARS_MAX } from "@redflag/domain/venue-account";
import { z } from "zod";
import { Hash32 } from "../identifiers.ts";
import { Time } from "./fields.ts";

const TEXT_CHARS_MAX = 200;
const URL_CHARS_MAX = 2000;
const JURISDICTIONS_MAX = 20;

export const ListId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .refine((id) => id !== FREEZE_LIST, "is what issuers have frozen: it follows from the ledger and has no versions");
/** As people write it: what it must be besides is said by whoever reads it. */
export const AddressText = z.string().regex(/^[0-9A-Za-z]{1,64}$/);
/** Where an account is, as people write it; shown in lower-case kebab. */
export const VenueText = z
  .string()
  .regex(/^[0-9A-Za-z._&() -]+$/)
  .max(VENUE_CHARS_MAX);
/** An account's id at a venue; a name or an e-mail address is none. */
export const AccountText = z
  .string()
  .regex(/^[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?$/)
  .max(ACCOUNT_CHARS_MAX);
export const SharingWord = z.enum(SHARINGS);
export const Family = z.enum(["eip155", "tron"]);
const Text = z.string().min(1).max(TEXT_CHARS_MAX);

/** One entry as somebody wants it, or as a list holds it. */
const fields = {
  /** Whom it is about: an address, or a venue and an account there. */
  address: AddressText.optional(),
  venue: VenueText.optional(),
  account: AccountText.optional(),
  category: z.enum([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]),
  severity: z.enum(SEVERITIES),
  /** Order or programme under which it was listed. */
  programme: Text.optional(),
  /** The authority's own id of the designation. */
  reference: Text.optional(),
  documentUrl: z.string().min(1).max(URL_CHARS_MAX).optional(),
  /** The name of a business; people are never named. */
  entity: Text.optional(),
  /** ISO 3166-1 alpha-2. */
  jurisdictions: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .max(JURISDICTIONS_MAX)
    .optional(),
  validFrom: Time.optional(),
  validTo: Time.optional(),
};

/** As it is proposed. */
export const NewEntry = z.strictObject({
  ...fields,
  /** Who designates; the list's own unless given. */
  authority: Text.optional(),
  confidence: z.int().min(0).max(100).default(100),
  /** Known to nobody outside unless given. */
  sharing: SharingWord.default("TLP:RED"),
});
export type NewEntry = z.input<typeof NewEntry>;

/** As a version holds it; its id is its content's hash. */
export const ListEntry = z.strictObject({
  id: Hash32,
  ...fields,
  /** Of an address. */
  family: Family.optional(),
  authority: Text,
  confidence: z.int().min(0).max(100),
  sharing: SharingWord,
});
export type ListEntry = z.infer<typeof ListEntry>;

/** One address or account that two versions do not say the same of: an edited entry stands on both sides. */
export const SubjectChange = z.strictObject({
  address: AddressText.optional(),
  family: Family.optional(),
  venue: VenueText.optional(),
  account: AccountText.optional(),
  before: z.array(ListEntry),
  after: z.array(ListEntry),
});
export type SubjectChange = z.infer<typeof SubjectChange>;
