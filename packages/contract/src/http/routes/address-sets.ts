import { z } from "zod";
import { Id, IdParams, Name, Time } from "../fields.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";
import { Owner } from "../webhook-owner.ts";

/** Addresses that one call takes, so that it is done within a call's time; a larger set is sent in several. Ours [E]. */
export const CALL_ADDRESSES_MAX = 20_000;
/** Bad rows that an answer names. */
export const NAMED_ROWS_MAX = 50;

const TEXT_CHARS_MAX = 3_000_000;
/** An address is far shorter; what is longer is told as a bad row. */
const ROW_CHARS_MAX = 500;

/** Your own addresses, for filters. What they are is nowhere to be read. */
const AddressSet = z.strictObject({
  id: Id,
  name: Name,
  count: z.int().nonnegative(),
  /** Rises with each change of the addresses. */
  version: z.int().positive(),
  createdAt: Time,
  changedAt: Time,
});
export type AddressSet = z.infer<typeof AddressSet>;

const ShownAddressSet = AddressSet.extend({ subscriber: Owner.optional() });
export type ShownAddressSet = z.infer<typeof ShownAddressSet>;

export const listAddressSets = defineRoute({
  id: "listAddressSets",
  method: "GET",
  path: "/v1/address-sets",
  tag: "Webhooks",
  summary: "List sets of own addresses",
  description:
    "An exchange sees its own, a key of its sandbox the sandbox's. Staff see everybody's, or those of the one that they name.",
  access: "webhooks:read",
  query: PageQuery.extend({
    /** Staff only: the exchange, or a sandbox. */
    subscriber: Id.optional(),
  }),
  answer: { status: 200, body: pageOf(ShownAddressSet), description: "Newest first" },
  problems: ["not_found"],
  action: "address-set.list",
});

export const createAddressSet = defineRoute({
  id: "createAddressSet",
  method: "POST",
  path: "/v1/address-sets",
  tag: "Webhooks",
  summary: "Make a set of own addresses",
  description:
    "It is empty at first, and holds a million at most. Only a keyed hash of each address is kept. That keeps them from whoever reads " +
    "the database alone; it does not hide them from who runs Redflag, who has the key and can try any address.",
  access: "webhooks:write",
  body: z.strictObject({ name: Name }),
  answer: { status: 201, body: AddressSet, description: "Made" },
  problems: ["address_set_exists", "webhooks_full"],
  idempotent: true,
  action: "address-set.create",
});

export const getAddressSet = defineRoute({
  id: "getAddressSet",
  method: "GET",
  path: "/v1/address-sets/{id}",
  tag: "Webhooks",
  summary: "Show a set of own addresses",
  access: "webhooks:read",
  params: IdParams,
  answer: { status: 200, body: ShownAddressSet, description: "How many there are, and never which" },
  problems: ["not_found"],
  action: "address-set.read",
});

export const deleteAddressSet = defineRoute({
  id: "deleteAddressSet",
  method: "DELETE",
  path: "/v1/address-sets/{id}",
  tag: "Webhooks",
  summary: "Delete a set of own addresses",
  access: "webhooks:write",
  params: IdParams,
  answer: { status: 204, description: "Deleted, with the hashes" },
  problems: ["not_found", "address_set_used"],
  action: "address-set.delete",
});

export const changeAddresses = defineRoute({
  id: "changeAddresses",
  method: "POST",
  path: "/v1/address-sets/{id}/addresses",
  tag: "Webhooks",
  summary: "Add addresses to a set, remove or replace them",
  description:
    "As JSON, or as the text of a file with one address a line, first in its row. Any form of an address is taken: 0x, TRON's, CAIP-10; " +
    "the chain is left out, the same 20 bytes are one. A call is done whole or not at all, and takes 20,000: a larger set is sent in " +
    "parts, and replaced without a gap by filling a second set and naming that in the filter.",
  access: "webhooks:write",
  params: IdParams,
  query: z.strictObject({
    /** `skip`: take the good rows and name the bad ones, instead of refusing all. */
    onBad: z.enum(["refuse", "skip"]).default("refuse"),
  }),
  body: z.strictObject({
    mode: z.enum(["add", "remove", "replace"]).default("add"),
    /** Either these or `text`. */
    addresses: z.array(z.string().max(ROW_CHARS_MAX)).max(CALL_ADDRESSES_MAX).optional(),
    text: z.string().max(TEXT_CHARS_MAX).optional(),
  }),
  bodyBytesMax: 4_194_304,
  answer: {
    status: 200,
    body: z.strictObject({
      set: AddressSet,
      added: z.int().nonnegative(),
      removed: z.int().nonnegative(),
      /** That were left out, with `onBad=skip`. */
      badCount: z.int().nonnegative(),
      /** The first of them: by line of `text`, or place in `addresses`, from 1. */
      bad: z.array(z.strictObject({ row: z.int().positive(), fault: z.string() })).max(NAMED_ROWS_MAX),
    }),
    description: "Done",
  },
  problems: ["not_found", "webhooks_full"],
  idempotent: true,
  action: "address-set.change",
});
