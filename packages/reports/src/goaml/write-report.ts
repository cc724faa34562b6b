import type { ReportChoices } from "@redflag/contract/report-choices";
import { draftReport } from "./draft-report.ts";
import { withoutUnfit } from "./forbidden-characters.ts";
import { mapTexts } from "./map-texts.ts";
import { narrativeOf } from "./narrative.ts";
import { renderReport } from "./render-report.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

/**
 * The report as it would be filed; the same inputs give the same bytes. A draft with problems is written too, to be looked at:
 * only one that preflight lets through may be filed.
 */
export function writeReport(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): string {
  const fit = fitOf(choices, material);
  return renderReport(draftReport(profile, fit.choices, fit.material));
}

/** What stands in its `reason`. */
export function writeNarrative(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): string {
  const fit = fitOf(choices, material);
  return narrativeOf(profile, fit.choices, fit.material);
}

function fitOf(choices: ReportChoices, material: ReportMaterial) {
  return { choices: mapTexts(choices, withoutUnfit), material: mapTexts(material, withoutUnfit) };
}
