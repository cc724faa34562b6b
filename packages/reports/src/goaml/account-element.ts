import type { ReportChoices } from "@redflag/contract/report-choices";
import { clientAccountParts } from "./client-account.ts";
import { leaf, type Part, parent, type ReportElement } from "./report-element.ts";
import type { ReportedSide } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";
import { findClient, serviceText } from "./reported-side.ts";

/**
 * The account of one side: the address itself stands in `account`. Who holds it is not known, so no name is ever written there
 * but that of a client, which a person gave.
 */
export function accountElement(
  name: string,
  profile: ReportProfile,
  choices: ReportChoices,
  side: ReportedSide,
  comments: string = serviceText(side),
): ReportElement {
  const client = findClient(choices, side.account);
  const parts =
    client === undefined || profile.client === undefined
      ? unknownHolderParts(profile, side)
      : clientAccountParts(profile, profile.client, choices, client, side.address);
  return parent(name, [...parts, leaf("comments", comments)]);
}

function unknownHolderParts({ account, currency }: ReportProfile, { address, service }: ReportedSide): Part[] {
  const listed = service?.basis === "listed" ? service.name : undefined;
  return [
    leaf("institution_name", listed ?? account.unknownInstitution.name),
    leaf("institution_code", account.unknownInstitution.code),
    leaf("account", address),
    leaf("currency_code", currency.code),
    leaf("account_name", account.unknownHolder),
    leaf("personal_account_type", account.type?.code),
  ];
}
