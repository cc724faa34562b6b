import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { EN, type MessageId } from "../../services/console/src/words/en.ts";
import { REST } from "../../services/console/src/words/en-rest.ts";

const WORDS = { ...EN, ...REST };

/** What may stand behind a name: its key, and that a dialog comes first. */
const BEHIND = "(?:…|\\s+(?:[A-Z]|Ctrl Enter))?";

/**
 * A message as a pattern, for finding what bears it: `getByRole("button", { name: named("shell.signIn") })`. Whatever is put
 * into it fits.
 */
export function named(id: MessageId): RegExp {
  return new RegExp(`^\\s*${patternOf(parse(WORDS[id]))}${BEHIND}\\s*$`, "s");
}

function patternOf(elements: readonly MessageFormatElement[]): string {
  return elements
    .map((element) => {
      if (element.type === TYPE.literal) return RegExp.escape(element.value);
      return element.type === TYPE.tag ? patternOf(element.children) : ".*";
    })
    .join("");
}
