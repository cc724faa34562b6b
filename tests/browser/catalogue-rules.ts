import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { parseSync, Visitor } from "oxc-parser";
import type { TextFile } from "../layers/repository.ts";

/** Messages by id, as one file of a catalogue has them. */
export type Messages = Readonly<Record<string, string>>;

/** The product's name, a format's and those of keys are the same in every language. */
const NAMES: ReadonlySet<string> = new Set(["Redflag", "CSV", "Ctrl", "Enter", "esc"]);
/** A message's id, for a component of the console's own that reads it. */
const ID = /^[a-z]+(?:\.\w+)+$/;
/** Attributes whose text is read out or shown. */
const SPOKEN: ReadonlySet<string> = new Set(["alt", "aria-label", "aria-description", "label", "placeholder", "title"]);
const LETTERS = /\p{L}{2}/u;
/** Those in which Arabic counts; zero is put like the many. */
const ARABIC_PLURALS = ["one", "two", "few", "many", "other"];

/** What one language lacks or says otherwise than the other. */
export function findDifferences(english: Messages, arabic: Messages): string[] {
  const ids = new Set([...Object.keys(english), ...Object.keys(arabic)]);
  return [...ids].flatMap((id) => {
    const [en, ar] = [english[id], arabic[id]];
    if (en === undefined || ar === undefined) return [`${id}: only in ${en === undefined ? "Arabic" : "English"}`];
    const [inEnglish, inArabic] = [argumentsOf(en), argumentsOf(ar)];
    const faults = [];
    if (inEnglish.join() !== inArabic.join())
      faults.push(`${id}: takes ${inEnglish} in English, ${inArabic} in Arabic`);
    if (en === ar && LETTERS.test(en.replace(/\{[^}]*\}/g, ""))) faults.push(`${id}: not translated`);
    return faults;
  });
}

/** Counted things for which Arabic has a form that the message lacks. */
export function findMissingPlurals(arabic: Messages): string[] {
  return Object.entries(arabic).flatMap(([id, message]) =>
    listElements(parse(message)).flatMap((element) => {
      // Where a plural only says whether something follows, the form of nothing and of one are all.
      if (element.type !== TYPE.plural || isSwitch(element)) return [];
      const missing = ARABIC_PLURALS.filter((form) => !(form in element.options));
      return missing.length === 0 ? [] : [`${id}: no ${missing.join(", ")} of ${element.value}`];
    }),
  );
}

/** Ids that no file names, neither whole nor as a template that they fit. */
export function findUnused(ids: readonly string[], files: readonly TextFile[]): string[] {
  const named = new Set<string>();
  const patterns: RegExp[] = [];
  for (const { path, text } of files) {
    new Visitor({
      Literal: ({ value }) => void (typeof value === "string" && named.add(value)),
      TemplateLiteral({ quasis }) {
        const [first = "", ...rest] = quasis.map(({ value }) => RegExp.escape(value.raw));
        if (rest.length > 0 && first.includes(".")) patterns.push(new RegExp(`^${[first, ...rest].join("[\\w-]+")}$`));
      },
    }).visit(parseSync(path, text).program);
  }
  return ids.filter((id) => !named.has(id) && !patterns.some((pattern) => pattern.test(id)));
}

/** Words that stand in the code, where no other language reaches them. */
export function findUntranslated({ path, text }: TextFile): string[] {
  const found: string[] = [];
  const note = (words: string) => {
    const bare = words.trim();
    if (LETTERS.test(bare) && !NAMES.has(bare) && !ID.test(bare)) found.push(`${path}: ${bare}`);
  };
  new Visitor({
    JSXText: ({ value }) => note(value),
    JSXAttribute({ name, value }) {
      const isSpoken = name.type === "JSXIdentifier" && SPOKEN.has(name.name);
      if (isSpoken && value?.type === "Literal" && typeof value.value === "string") note(value.value);
    },
    JSXExpressionContainer({ expression }) {
      if (expression.type === "Literal" && typeof expression.value === "string" && expression.value.includes(" ")) {
        note(expression.value);
      }
    },
  }).visit(parseSync(path, text).program);
  return found;
}

function isSwitch({ options }: Extract<MessageFormatElement, { type: TYPE.plural }>): boolean {
  return Object.values(options).some(({ value }) => value.length === 0);
}

/** Each once, sorted: how a language orders, counts or inflects them is its own. */
function argumentsOf(message: string): string[] {
  const names = listElements(parse(message)).flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    return [element.type === TYPE.tag ? `<${element.value}>` : element.value];
  });
  return [...new Set(names)].sort();
}

/** With those within plurals, selects and tags. */
function listElements(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return [element, ...listElements(element.children)];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element];
    return [element, ...Object.values(element.options).flatMap(({ value }) => listElements(value))];
  });
}
