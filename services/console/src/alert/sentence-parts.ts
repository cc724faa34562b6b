/** Of a sentence: words, or an account as its chain writes it. */
export type SentencePart = { at: number; text: string; isAccount: boolean };

const ACCOUNT = /\b(0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})\b/;

/** Parts a sentence of the API's at the accounts that it names, so that they can be shortened and lead to their pages. */
export function sentenceParts(sentence: string): SentencePart[] {
  let at = 0;
  return sentence.split(ACCOUNT).flatMap((text, index) => {
    const part = { at, text, isAccount: index % 2 === 1 };
    at += text.length;
    return text === "" ? [] : [part];
  });
}
