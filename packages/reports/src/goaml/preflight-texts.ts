import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import { countOf, groupDigits } from "@redflag/domain/decimal-text";
import { ELEMENT_CHARS_MAX } from "./element-lengths.ts";
import { forbiddenIn, unfitIn } from "./forbidden-characters.ts";
import { mapTexts, type TextPlace } from "./map-texts.ts";
import { listLeaves, type ReportElement } from "./report-element.ts";
import type { ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

/** In these a person can be named in letters that some FIUs do not take. */
const NAME_ELEMENTS: ReadonlySet<string> = new Set(["first_name", "last_name", "account_name"]);
const PLAIN_NAME = /^[a-zA-Z0-9 .'-]*$/;
const EMAIL = /^[_a-zA-Z0-9+-]+(\.[_a-zA-Z0-9+-]+)*@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,15}$/;

/** Of elements that hold what nobody typed. */
const LENGTH_HINTS: Readonly<Record<string, string>> = {
  reason: "Shorten your own words, or report fewer alerts together: nothing is cut off for you.",
  comments: "Report fewer alerts together, or file an STR: it has each payment as a transaction of its own.",
};

/** What is too long or has characters that the schema does not take there. No text is repeated: it may be a person's name. */
export function textProblems(profile: ReportProfile, report: ReportElement): ReportProblem[] {
  return listLeaves(report).flatMap(({ name, text, where }) => {
    const place = where === undefined ? {} : { where };
    return [...lengthProblem(profile, name, text), ...formProblem(profile, name, text)].map((problem) => ({
      ...problem,
      ...place,
    }));
  });
}

function lengthProblem({ lengths }: ReportProfile, name: string, text: string): ReportProblem[] {
  const max = lengths[name] ?? ELEMENT_CHARS_MAX[name];
  if (max === undefined || text.length <= max) return [];
  const length = [...text].length;
  if (length <= max) return [];
  return [
    {
      code: "text_too_long",
      blocks: true,
      text: `${name} has ${groupDigits(`${length}`)} characters, ${groupDigits(`${length - max}`)} more than the ${groupDigits(`${max}`)} that it may have.`,
      hint: LENGTH_HINTS[name] ?? "Shorten it: nothing is cut off for you.",
    },
  ];
}

function formProblem({ requires }: ReportProfile, name: string, text: string): ReportProblem[] {
  const isUnfit =
    (requires.plainNames && NAME_ELEMENTS.has(name) && !PLAIN_NAME.test(text)) ||
    (name === "email" && !EMAIL.test(text));
  if (!isUnfit) return [];
  const takes = name === "email" ? "an e-mail address" : "Latin letters without marks, digits, spaces and . ' -";
  return [
    {
      code: "text_not_allowed",
      blocks: true,
      text: `${name} takes ${takes} only.`,
      hint: "Write it as it stands in the machine-readable lines of a passport, or as the FIU has registered it.",
    },
  ];
}

/** Texts that people typed are refused; in what chains and lists say, such characters are named in brackets. */
export function characterProblems(choices: ReportChoices, material: ReportMaterial): ReportProblem[] {
  const problems: ReportProblem[] = [];
  visitTexts(choices, (text, place) => {
    const found = forbiddenIn(text);
    if (found.length === 0) return;
    problems.push({
      code: "characters_refused",
      blocks: true,
      where: placeText(place),
      text: `It holds ${found.join(", ")}, which XML cannot hold.`,
      hint: "Take it out: it cannot be seen, and often comes with a copied text.",
    });
  });
  let places = 0;
  const replaced = new Set<string>();
  visitTexts(material, (text) => {
    const found = unfitIn(text);
    if (found.length > 0) places += 1;
    for (const name of found) replaced.add(name);
  });
  if (places > 0) {
    problems.push({
      code: "characters_replaced",
      blocks: false,
      text: `${countOf(places, "text")} of chains or lists held ${[...replaced].join(", ")}; each stands in brackets by its name instead.`,
      hint: "Nothing is to be done. The texts as they were stand in the evidence bundle.",
    });
  }
  return problems;
}

function visitTexts(value: unknown, visit: (text: string, place: TextPlace) => void): void {
  mapTexts(value, (text, place) => {
    visit(text, place);
    return text;
  });
}

function placeText(place: TextPlace): string {
  return place.join(" ");
}
