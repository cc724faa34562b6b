import type { ReportChoices } from "@redflag/contract/report-choices";
import { draftReport } from "./draft-report.ts";
import { withoutUnfit } from "./forbidden-characters.ts";
import { mapTexts } from "./map-texts.ts";
import { narrativeOf } from "./narrative.ts";
import { renderReport } from "./render-report.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

export interface WrittenReport {
  xml: string;
  /** What stands in its `reason`. */
  narrative: string;
}

/**
 * The report as it would be filed; the same inputs give the same bytes. A draft with problems is written too, to be looked at:
 * only one that preflight lets through may be filed.
 */
export function writeReport(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): WrittenReport {
  const fit = { choices: mapTexts(choices, withoutUnfit), material: mapTexts(material, withoutUnfit) };
  return {
    xml: renderReport(draftReport(profile, fit.choices, fit.material)),
    narrative: narrativeOf(profile, fit.choices, fit.material),
  };
}
