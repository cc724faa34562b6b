/**
 * Letters of other alphabets that look as a Latin one does on most screens. Only those that have one likeness: a letter
 * that could stand for two is left as it is, and the address is refused.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  // Cyrillic
  а: "a",
  с: "c",
  е: "e",
  ԁ: "d",
  һ: "h",
  і: "i",
  ј: "j",
  о: "o",
  р: "p",
  ѕ: "s",
  х: "x",
  у: "y",
  ѵ: "v",
  ԛ: "q",
  ԝ: "w",
  А: "A",
  В: "B",
  С: "C",
  Е: "E",
  Н: "H",
  К: "K",
  М: "M",
  Р: "P",
  Ѕ: "S",
  Т: "T",
  Х: "X",
  У: "Y",
  І: "I",
  Ј: "J",
  // Greek
  ο: "o",
  ν: "v",
  α: "a",
  ρ: "p",
  χ: "x",
  Α: "A",
  Β: "B",
  Ε: "E",
  Ζ: "Z",
  Η: "H",
  Κ: "K",
  Μ: "M",
  Ν: "N",
  Ρ: "P",
  Τ: "T",
  Υ: "Y",
  Χ: "X",
  Ι: "I",
};

const UNSEEN = /[\p{Cf}\p{Cc}\u115F\u1160\u3164\uFFA0]|\p{Mn}/gu;
const BREAKS = /[\t\n\v\f\r\u0085]/g;

export interface RepairedText {
  text: string;
  /** What was done to it, each in a few words. */
  repairs: string[];
}

/** The text without what the eye cannot see or would take for something else. Nothing that is plain ASCII changes. */
export function repairCharacters(raw: string): RepairedText {
  const repairs: string[] = [];
  const step = (text: string, changed: string, words: string): string => {
    if (changed !== text) repairs.push(words);
    return changed;
  };
  let text = step(raw, raw.trim(), "spaces around it");
  text = step(text, text.normalize("NFKC"), "letters in another form (NFKC)");
  text = text.replace(BREAKS, " ");
  text = step(text, text.replace(UNSEEN, ""), "characters that cannot be seen");
  text = step(
    text,
    text.replace(/[^\x20-\x7e]/gu, (letter) => LOOK_ALIKES[letter] ?? letter),
    "look-alike letters",
  );
  return { text: text.trim(), repairs };
}
