import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import { closestMatch } from "leven";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";
import { suggestIndicators } from "./suggest-indicators.ts";

const TYPING_ERRORS_MAX = 2;
/** The same as of a profile's codes. */
const CODE_FORM = /^[A-Za-z0-9_.\-/]{1,50}$/;

export function indicatorProblems(
  profile: ReportProfile,
  { indicators }: ReportChoices,
  material: ReportMaterial,
): ReportProblem[] {
  if (indicators.length === 0) return [toChoose(profile, material)];
  const known = profile.indicators.flatMap(({ code }) => code ?? []);
  const repeated = [...new Set(indicators.filter((code, index) => indicators.indexOf(code) !== index))];
  return [
    ...indicators.filter((code) => !known.includes(code)).map((code) => unknown(profile, known, code)),
    ...repeated
      .filter((code) => CODE_FORM.test(code))
      .map((code) => ({
        code: "indicator_repeated" as const,
        blocks: true,
        text: `Indicator ${code} is chosen more than once.`,
        hint: "Leave it in once.",
      })),
  ];
}

function toChoose(profile: ReportProfile, material: ReportMaterial): ReportProblem {
  const { suggested, rulesWithout } = suggestIndicators(profile, material);
  const may = suggested.map(({ code, title, rules }) => `${code} (${title}) for ${rules.join(", ")}`);
  const fitting = may.length === 0 ? "The profile suggests none." : `What may fit: ${may.join("; ")}.`;
  const without = rulesWithout.length === 0 ? "" : ` No indicator of the list fits ${rulesWithout.join(", ")}.`;
  return {
    code: "indicator_to_choose",
    blocks: true,
    text: `No indicator is chosen. ${fitting}${without}`,
    hint: "Choose what you know to be so: an indicator is a statement to the FIU, and none is ever chosen for you.",
  };
}

function unknown(profile: ReportProfile, known: readonly string[], code: string): ReportProblem {
  const nearest = closestMatch(code, known, { maxDistance: TYPING_ERRORS_MAX });
  const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  if (!profile.hasAllIndicators && CODE_FORM.test(code)) {
    return {
      code: "code_unconfirmed",
      blocks: false,
      text: `Indicator ${code} is not in the profile, which does not hold the whole national list.${meant}`,
      hint: `Compare it with the list that ${profile.fiu} gives to those it has registered.`,
    };
  }
  return {
    code: "indicator_unknown",
    blocks: true,
    text: CODE_FORM.test(code)
      ? `Indicator ${code} is not in profile ${profile.id}.${meant}`
      : "What stands for an indicator is no code: letters, digits and _ . - / in 1 to 50 characters.",
    hint: "Choose one of the profile's; one that the FIU has and the file has not is added to the file, with where it was read.",
  };
}
