const NAME_MAX = 28;
/** Control characters, and those that turn the direction of what stands after them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A name that anybody may have chosen, fit for one line of a drawing. */
export function plainName(text: string): string {
  const plain = text.replace(UNSEEN, "").trim();
  const letters = [...plain];
  return letters.length <= NAME_MAX ? plain : `${letters.slice(0, NAME_MAX - 1).join("")}…`;
}
