import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import assert from "@redflag/domain/assert";
import { draftReport } from "./draft-report.ts";
import { withoutUnfit } from "./forbidden-characters.ts";
import { mapTexts } from "./map-texts.ts";
import { alertProblems } from "./preflight-alerts.ts";
import { clientProblems } from "./preflight-clients.ts";
import { codeProblems } from "./preflight-codes.ts";
import { indicatorProblems } from "./preflight-indicators.ts";
import { paymentProblems } from "./preflight-payments.ts";
import { reporterProblems } from "./preflight-reporter.ts";
import { characterProblems, textProblems } from "./preflight-texts.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

/**
 * Everything that somebody must know before the report is filed, all of it at once, what blocks first. Without a problem that
 * blocks, what `writeReport` gives keeps to goAML's structure and to the profile.
 */
export function preflight(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): ReportProblem[] {
  assert(material.currency === profile.currency.code, "amounts are in the profile's currency");
  const draft = draftReport(profile, mapTexts(choices, withoutUnfit), mapTexts(material, withoutUnfit));
  const problems = [
    ...reporterProblems(profile, choices),
    ...indicatorProblems(profile, choices, material),
    ...codeProblems(profile, choices),
    ...alertProblems(material),
    ...clientProblems(profile, choices, material),
    ...paymentProblems(profile, choices, material),
    ...characterProblems(choices, material),
    ...textProblems(profile, draft),
  ];
  return [...problems.filter(({ blocks }) => blocks), ...problems.filter(({ blocks }) => !blocks)];
}
