import { LISTED_CATEGORIES } from "./entry.ts";

/**
 * Words that say of somebody what only a court or an authority may, or that colour what a chain shows. No text of ours about
 * an address uses one: not a rule, its reasons or its silences, not an explanation, an event or a page. What a list says of
 * whom it names is the list's, and so are the titles of publications.
 */
const ACCUSING_WORDS: readonly RegExp[] = [
  /\bcriminals?\b/i,
  /\bcrimes?\b/i,
  /\blaunder\w*/i,
  /\bsuspicio\w*/i,
  /\bsuspect\w*/i,
  /\bguilt\w*/i,
  /\bculprits?\b/i,
  /\boffend\w*/i,
  /\bperpetrat\w*/i,
  /\billicit\w*/i,
  /\billegal\w*/i,
  /\bunlawful\w*/i,
  /\bfraud\w*/i,
  /\bterrorists?\b/i,
  /\bdirty\b/i,
  /\bmules?\b/i,
  /\bsmurf\w*/i,
  /\bshady\b/i,
  /\bbad actors?\b/i,
  /\bevad\w*|\bevasion\b/i,
  /\bconceal\w*/i,
  /\bdisguis\w*/i,
  /\bcover[- ]up\b/i,
];

/** What lists call a category, and what an authority calls its form, are not our words. */
const WORDS_OF_OTHERS: readonly string[] = [
  ...LISTED_CATEGORIES.map((category) => category.replaceAll("_", " ")),
  ...LISTED_CATEGORIES,
  "suspicious activity report",
];

/** Those that a text uses, each as it stands there. */
export function findAccusingWords(text: string): string[] {
  const own = WORDS_OF_OTHERS.reduce((rest, words) => rest.replaceAll(words, ""), text);
  return ACCUSING_WORDS.flatMap((word) => word.exec(own)?.[0] ?? []);
}
