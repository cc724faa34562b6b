import type { ReportChoices, ReportClient } from "@redflag/contract/report-choices";
import type { ReportedSide } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

/** What was chosen for the party that holds this account, if it is a client. */
export function findClient({ clients = [] }: ReportChoices, account: string): ReportClient | undefined {
  return clients.find((client) => client.account === account);
}

/**
 * The country of a side: of a client the profile's, of a business that a list names its only seat. A pattern of payments
 * establishes no country, and one of several seats is not chosen. Undefined where none is known.
 */
export function knownCountry(profile: ReportProfile, choices: ReportChoices, side: ReportedSide): string | undefined {
  if (findClient(choices, side.account) !== undefined) return profile.country;
  const { service } = side;
  return service?.basis === "listed" && service.jurisdictions.length === 1 ? service.jurisdictions[0] : undefined;
}

/** What is known of who keeps the account, in words. */
export function serviceText({ service }: ReportedSide): string {
  if (service === undefined) return "No list names a business that keeps this account.";
  const seats = service.jurisdictions.length === 0 ? "" : `, registered in ${service.jurisdictions.join(", ")}`;
  return service.basis === "listed"
    ? `The business that keeps this account is, by lists, ${service.name}${seats}.`
    : `Inferred from a pattern of payments, and on no list: an account at ${service.name}${seats}.`;
}
