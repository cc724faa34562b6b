import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import type { ReportProfile } from "./report-profile.ts";

const USER_CODE_CHARS_MIN = 4;

/** Who reports, and what this FIU wants of every report. */
export function reporterProblems(profile: ReportProfile, choices: ReportChoices): ReportProblem[] {
  const { requires } = profile;
  const problems: ReportProblem[] = [];
  const block = (code: ReportProblem["code"], text: string, hint: string) =>
    problems.push({ code, blocks: true, text, hint });
  if (choices.entity === undefined) {
    block(
      "reporting_entity_missing",
      "The number under which the FIU has registered the reporting entity is missing.",
      `Enter it: ${profile.fiu} gave it when the entity was registered. Redflag has none of its own.`,
    );
  }
  if (choices.userCode !== undefined && requires.reporter === "person") {
    block(
      "user_code_refused",
      `${profile.title} takes a reporting person, and no user's code in place of one.`,
      "Take the code out and enter who reports.",
    );
  } else if (choices.userCode !== undefined && choices.reportingPerson !== undefined) {
    block(
      "user_code_refused",
      "A reporting person and a user's code are both given; goAML takes one of them.",
      "Take one out.",
    );
  } else if (choices.userCode !== undefined && choices.userCode.length < USER_CODE_CHARS_MIN) {
    block(
      "user_code_refused",
      `A user's code has ${USER_CODE_CHARS_MIN} characters or more.`,
      "Enter it as the FIU gave it.",
    );
  }
  if (choices.reportingPerson === undefined && (requires.reporter === "person" || choices.userCode === undefined)) {
    const or = requires.reporter === "person" ? "" : ", or the code of a user that the FIU knows,";
    block(
      "reporting_person_missing",
      "Nobody is named who reports.",
      `Enter first and last name of a person${or} as registered with ${profile.fiu}.`,
    );
  }
  if (choices.rejectedReference !== undefined && !profile.schema.rejectedReference) {
    block(
      "rejected_reference_refused",
      `Schema ${profile.schema.version} has no element for the number of a report that was rejected.`,
      "Take it out, and name that report in your own words.",
    );
  }
  if (requires.location && choices.location === undefined) {
    block(
      "location_missing",
      `${profile.title} wants the address of the reporting entity.`,
      "Enter it with its kind, city, state and country.",
    );
  }
  if (requires.words && isEmpty(choices.words)) {
    block(
      "words_missing",
      "The analyst's own words are missing.",
      "Say in a sentence or two why this is reported; the facts are drawn up below it.",
    );
  }
  if (requires.action && isEmpty(choices.action)) {
    block(
      "action_missing",
      "What the reporting entity has done is missing.",
      "Say it in a sentence, such as that nothing was done.",
    );
  }
  return problems;
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}
