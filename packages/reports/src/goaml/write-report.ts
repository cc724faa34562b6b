import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

export interface WrittenReport {
  xml: string;
  narrative: string;
}

export type WriteReport = (profile: ReportProfile, choices: ReportChoices, material: ReportMaterial) => WrittenReport;
