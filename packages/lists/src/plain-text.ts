import { codePointName } from "@redflag/domain/strange-character";
import { z } from "zod";

/** Control characters, line separators, direction overrides, and what a decoder puts where bytes were not UTF-8. */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFEFF\uFFFD]/u;

/** Text for people that says on every screen what it says in the file. At least one character. */
export function plainText(charsMax: number) {
  return z
    .string()
    .min(1)
    .max(charsMax, `longer than ${charsMax} characters`)
    .superRefine((text, context) => {
      const unfit = UNFIT.exec(text)?.[0];
      if (unfit !== undefined) context.addIssue(`holds ${codePointName(unfit)}, which text must not hold`);
      else if (text !== text.trim()) context.addIssue("starts or ends with a space");
    });
}

/** Hostile text made fit for a message: short, and nothing in it can act on a terminal. */
export function printable(text: string, charsMax = 80): string {
  const short = text.length > charsMax ? `${text.slice(0, charsMax)}…` : text;
  return short.replaceAll(/[^\x20-\x7e…]/g, "?");
}
