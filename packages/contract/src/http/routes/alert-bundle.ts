import { defineRoute } from "../route.ts";
import { AlertParams } from "./alerts.ts";

export const getAlertBundle = defineRoute({
  id: "getAlertBundle",
  method: "GET",
  path: "/v1/alerts/{id}/bundle",
  tag: "Alerts",
  summary: "Take an alert's evidence with you",
  description:
    "A signed ZIP of all that the alert rests on, as of now: findings, payments and their blocks with what is kept to prove them, " +
    "listings, the epoch's rules and parameters, rates, a summary for people, and what judging it again needs, where that is not " +
    "too much. `redflag bundle replay` verifies it without a database. The audit has its SHA-256. Not for a withdrawn alert.",
  access: "reports:read",
  params: AlertParams,
  answer: { status: 200, file: ["application/zip"], description: "The bundle" },
  problems: ["not_found", "bundle_refused"],
  action: "alert.bundle",
});
