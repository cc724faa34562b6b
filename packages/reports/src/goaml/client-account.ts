import type { ReportChoices, ReportClient } from "@redflag/contract/report-choices";
import { leaf, type Part, parent } from "./report-element.ts";
import type { ReportProfile } from "./report-profile.ts";
import { schemaTime } from "./schema-time.ts";

/** The account of a client, whom the reporting entity knows: everything in it was given by a person. */
export function clientAccountParts(
  { account, currency }: ReportProfile,
  profile: NonNullable<ReportProfile["client"]>,
  { entity }: ReportChoices,
  client: ReportClient,
  address: string,
): Part[] {
  return [
    leaf("institution_name", entity?.name),
    leaf("institution_code", entity?.code),
    leaf("non_bank_institution", "true"),
    leaf("branch", client.branch),
    leaf("account", address),
    leaf("currency_code", currency.code),
    leaf("account_name", client.accountName),
    leaf("client_number", client.clientNumber),
    leaf("personal_account_type", account.type?.code),
    parent("signatory", [
      leaf("is_primary", "1"),
      parent("t_person", holderParts(profile, client.holder ?? {})),
      leaf("role", profile.holderRole.code),
    ]),
    leaf("opened", dayOf(client.opened)),
    leaf("status_code", client.status),
    leaf("beneficiary", client.beneficiary),
  ];
}

function holderParts(
  { taxRegNumber }: NonNullable<ReportProfile["client"]>,
  holder: NonNullable<ReportClient["holder"]>,
): Part[] {
  const { identification } = holder;
  return [
    leaf("gender", holder.gender),
    leaf("first_name", holder.firstName),
    leaf("last_name", holder.lastName),
    leaf("birthdate", dayOf(holder.birthDate)),
    leaf("id_number", holder.idNumber),
    leaf("nationality1", holder.nationality),
    leaf("residence", holder.residence),
    // goAML wants the element of a client, and takes it without a number in it.
    parent("phones", []),
    identification &&
      parent("identification", [
        leaf("type", identification.type),
        leaf("number", identification.number),
        leaf("issue_date", schemaTime(identification.issued)),
        leaf("expiry_date", schemaTime(identification.expires)),
        leaf("issue_country", identification.country),
      ]),
    leaf("tax_reg_number", taxRegNumber),
  ];
}

function dayOf(day: string | undefined): string | undefined {
  return day === undefined ? undefined : schemaTime(day);
}
