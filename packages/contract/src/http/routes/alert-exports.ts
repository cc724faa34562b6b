import { z } from "zod";
import { Hash32 } from "../../identifiers.ts";
import { defineRoute } from "../route.ts";
import { ExchangeFormatWord, exportedDocument } from "./list-exports.ts";

const common = { method: "GET", params: z.strictObject({ id: Hash32 }), problems: ["not_found"] } as const;
const query = z.strictObject({ format: ExchangeFormatWord });

export const AlertExport = z.strictObject({
  ...exportedDocument,
  /** Alerts in it, as exchanges were told of them: each of one payment. */
  alerts: z.int().positive(),
});
export type AlertExport = z.infer<typeof AlertExport>;

export const exportAlert = defineRoute({
  ...common,
  id: "exportAlert",
  path: "/v1/alerts/{id}/export",
  tag: "Alerts",
  summary: "Write what exchanges were told of an alert as STIX 2.1 or as events of MISP",
  description:
    "Of its first 1,000 findings those that were released and not withdrawn since, marked TLP:GREEN, and nothing of parameters, reviews, " +
    "cases or reports. Where nothing of it was released there is nothing to write.",
  access: "alerts:read",
  query,
  answer: { status: 200, body: AlertExport, description: "The document, to be handed on as it is" },
  action: "alert.export",
});

export const exportEvent = defineRoute({
  ...common,
  id: "exportEvent",
  path: "/v1/events/{id}/export",
  tag: "Events",
  summary: "Write an alert that you were told of as STIX 2.1 or as an event of MISP",
  description: "Of an exchange: an event of an alert that was released to it and is not about its withdrawal.",
  access: "events:read",
  query,
  answer: { status: 200, body: AlertExport, description: "The document, to be handed on as it is" },
  action: "event.export",
});
