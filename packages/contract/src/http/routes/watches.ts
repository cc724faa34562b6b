import { z } from "zod";
import { Id, IdParams, Reason, Time } from "../fields.ts";
import { AddressText } from "../list-entry.ts";
import { PageQuery, pageOf } from "../page.ts";
import { defineRoute } from "../route.ts";

/** An address that you watch, and nobody else knows of. */
export const Watch = z.strictObject({
  id: Id,
  address: AddressText,
  reason: z.string(),
  at: Time,
  endedAt: Time.optional(),
});
export type Watch = z.infer<typeof Watch>;

export const listWatches = defineRoute({
  id: "listWatches",
  method: "GET",
  path: "/v1/watches",
  tag: "Private watch",
  summary: "List the addresses that you watch",
  access: "watches:own",
  query: PageQuery,
  answer: { status: 200, body: pageOf(Watch), description: "Newest first, also those that have ended" },
  action: "watch.list",
});

export const createWatch = defineRoute({
  id: "createWatch",
  method: "POST",
  path: "/v1/watches",
  tag: "Private watch",
  summary: "Watch an address without listing it for anyone",
  description: "It is on no list and in no answer to anybody else. Your keys share your watches.",
  access: "watches:own",
  body: z.strictObject({ address: AddressText, reason: Reason }),
  answer: { status: 201, body: Watch, description: "Watched" },
  problems: ["watch_exists", "address_malformed", "address_checksum"],
  idempotent: true,
  action: "watch.create",
});

export const endWatch = defineRoute({
  id: "endWatch",
  method: "DELETE",
  path: "/v1/watches/{id}",
  tag: "Private watch",
  summary: "Watch an address no more",
  access: "watches:own",
  params: IdParams,
  answer: { status: 204, description: "Ended" },
  problems: ["not_found"],
  action: "watch.end",
});
