import type { ReportChoices, ReportKind } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import type { ProfileCode, ReportProfile } from "./report-profile.ts";

/** Codes that every report of the profile is written with, and those that people chose from its lists. */
export function codeProblems(profile: ReportProfile, choices: ReportChoices): ReportProblem[] {
  const fixed = fixedCodes(profile, choices.kind);
  const missing = fixed.filter(({ code }) => code === undefined).map(({ title }) => title);
  const unsourced = fixed.filter(({ code, source }) => code !== undefined && source === undefined);
  const problems: ReportProblem[] = [];
  if (missing.length > 0) {
    problems.push({
      code: "code_unknown",
      blocks: true,
      text: `Profile ${profile.id} has no code for: ${missing.join(", ")}.`,
      hint: `Enter them in report-profiles/${profile.id}.yaml from the list that ${profile.fiu} gives to those it has registered.`,
    });
  }
  if (unsourced.length > 0) {
    problems.push({
      code: "code_unconfirmed",
      blocks: false,
      text: `Where these codes were read is not known: ${unsourced.map(({ code, title }) => `${code} (${title})`).join(", ")}.`,
      hint: `Compare them with the list of ${profile.fiu}, and name it in the profile.`,
    });
  }
  for (const caution of profile.cautions) {
    problems.push({
      code: "profile_caution",
      blocks: false,
      text: caution,
      hint: `Ask ${profile.fiu}; what it says belongs into report-profiles/${profile.id}.yaml.`,
    });
  }
  if (choices.location !== undefined) {
    problems.push(...chosenProblem(profile, profile.addressTypes, choices.location.type, "location"));
  }
  return problems;
}

/** A code that a person chose and that the list does not hold. */
export function chosenProblem(
  { id, fiu }: ReportProfile,
  list: readonly ProfileCode[],
  chosen: string,
  where: string,
): ReportProblem[] {
  if (list.some(({ code }) => code === chosen)) return [];
  const known = list.flatMap(({ code, title }) => (code === undefined ? [] : [`${code} (${title})`]));
  return [
    {
      code: "code_unknown",
      blocks: true,
      where,
      text: `Profile ${id} does not have the code that is chosen here. It has: ${known.join(", ") || "none yet"}.`,
      hint: `Choose one of these, or add what ${fiu} has to the file.`,
    },
  ];
}

function fixedCodes(profile: ReportProfile, kind: ReportKind): ProfileCode[] {
  const { submissionCode, reportCodes, transaction, account } = profile;
  const always = [submissionCode, reportCodes[kind], ...(account.type === undefined ? [] : [account.type])];
  return kind === "STR" ? [...always, transaction.transmode, transaction.funds] : always;
}
