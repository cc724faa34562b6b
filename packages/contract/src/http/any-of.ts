import { z } from "zod";

/** Any of these words, separated by commas. */
export function anyOf<const Word extends string>(words: readonly Word[]) {
  const word = `(?:${words.map((one) => one.replaceAll(".", "\\.")).join("|")})`;
  return z
    .string()
    .regex(new RegExp(`^${word}(?:,${word}){0,${words.length - 1}}$`))
    .transform((text) => [...new Set(text.split(","))] as Word[]);
}
