/** Of a sentence: words, an account as its chain writes it, or a hash: a transaction's, or an alert's id. */
export interface SentencePart {
  at: number;
  text: string;
  of: "words" | "account" | "hash";
}

const NAMES = /\b(0x[0-9a-f]{64}|0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})\b/;
const HASH_CHARS = 66;

/** Parts a sentence of the API's at the accounts and hashes that it names, so that they can be shortened. */
export function sentenceParts(sentence: string): SentencePart[] {
  let at = 0;
  return sentence.split(NAMES).flatMap((text, index) => {
    const part: SentencePart = { at, text, of: index % 2 === 0 ? "words" : nameOf(text) };
    at += text.length;
    return text === "" ? [] : [part];
  });
}

function nameOf(text: string): "account" | "hash" {
  return text.length === HASH_CHARS ? "hash" : "account";
}
