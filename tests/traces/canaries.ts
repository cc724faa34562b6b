import { randomBytes } from "node:crypto";

/** Words that nobody else says: where one is found, what it stands for has leaked. */
export class Canaries {
  readonly #words = new Map<string, string>();

  /** The word for this, made when it is first asked for. */
  of(what: string): string {
    const word = this.#words.get(what) ?? `canary${randomBytes(9).toString("hex")}`;
    this.#words.set(what, word);
    return word;
  }

  /** A secret that somebody else has made. */
  add(what: string, word: string): string {
    this.#words.set(what, word);
    return word;
  }

  /** What of all this is in the text, as it stands or as a header of Basic authentication packs it. */
  foundIn(text: string): string[] {
    return [...this.#words]
      .filter(([, word]) => formsOf(word).some((form) => text.includes(form)))
      .map(([what]) => what);
  }
}

function formsOf(word: string): string[] {
  const packed = (before: string) => Buffer.from(before + word).toString("base64");
  // Base64 begins anew every three bytes: of `user:` and the word, what is sure to be of the word alone.
  return [word, encodeURIComponent(word), packed("user:").slice(8, -4), packed("").slice(0, -4)];
}
