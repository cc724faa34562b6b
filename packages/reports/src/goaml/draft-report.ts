import type { ReportChoices } from "@redflag/contract/report-choices";
import { activityElement } from "./activity-element.ts";
import { narrativeOf } from "./narrative.ts";
import { leaf, type Part, parent, type ReportElement } from "./report-element.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";
import { schemaTime } from "./schema-time.ts";
import { transactionElement, transactionLabel } from "./transaction-element.ts";

/**
 * The whole report in the order of goAML's schema. What is missing is left out, so a draft can be looked at at any time; whether
 * it is fit to be filed is preflight's to say. Wants texts without characters that XML cannot hold.
 */
export function draftReport(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): ReportElement {
  const { entity, reportingPerson, userCode } = choices;
  return parent("report", [
    leaf("rentity_id", entity && `${entity.id}`),
    leaf("rentity_branch", entity?.branch),
    leaf("submission_code", profile.submissionCode.code),
    leaf("report_code", profile.reportCodes[choices.kind].code),
    leaf("entity_reference", material.number),
    leaf("fiu_ref_number", choices.fiuReference),
    leaf("prev_rejected_ref_number", choices.rejectedReference),
    leaf(profile.schema.dateElement, schemaTime(material.at)),
    leaf("currency_code_local", profile.currency.code),
    reportingPerson === undefined ? leaf("reporting_user_code", userCode) : personElement(reportingPerson),
    locationElement(choices.location),
    leaf("reason", narrativeOf(profile, choices, material)),
    leaf("action", choices.action),
    ...bodyParts(profile, choices, material),
    parent(
      "report_indicators",
      choices.indicators.map((code) => leaf("indicator", code)),
    ),
  ]);
}

function bodyParts(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): Part[] {
  if (choices.kind === "SAR") return [activityElement(profile, choices, material)];
  const { payments } = material;
  return payments.map((payment, index) =>
    transactionElement(profile, choices, material, payment, transactionLabel(index, payments.length)),
  );
}

function personElement(person: NonNullable<ReportChoices["reportingPerson"]>): ReportElement {
  return parent(
    "reporting_person",
    [
      leaf("first_name", person.firstName),
      leaf("last_name", person.lastName),
      leaf("email", person.email),
      leaf("occupation", person.occupation),
    ],
    "reporting person",
  );
}

function locationElement(location: ReportChoices["location"]): Part {
  if (location === undefined) return undefined;
  return parent(
    "location",
    [
      leaf("address_type", location.type),
      leaf("address", location.address),
      leaf("city", location.city),
      leaf("country_code", location.country),
      leaf("state", location.state),
    ],
    "location",
  );
}
