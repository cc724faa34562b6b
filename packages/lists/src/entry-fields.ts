import { LISTED_CATEGORIES, SERVICE_CATEGORIES, SEVERITIES, SHARINGS } from "@redflag/domain/entry";
import { z } from "zod";
import { plainText } from "./plain-text.ts";

export const PERCENT_TEXT = "not a whole number from 0 to 100";

function oneOf<const T extends readonly string[]>(words: T) {
  return z.enum(words, `none of ${words.join(", ")}`);
}

/** What a cell of entries.csv and a default in list.yaml may hold, said once for both. */
export const category = oneOf([...LISTED_CATEGORIES, ...SERVICE_CATEGORIES]);
export const severity = oneOf(SEVERITIES);
export const sharing = oneOf(SHARINGS);
export const authority = plainText(200);
export const programme = plainText(200);
export const reference = plainText(200);
/** A business' name; whose entry may hold one is a matter of its category. */
export const entity = plainText(200);
export const jurisdictions = z
  .string()
  .regex(/^[A-Z]{2}(?:;[A-Z]{2})*$/, "not ISO 3166-1 alpha-2 codes joined by semicolons, as in US or SC;BS")
  .transform((text) => text.split(";").sort())
  .refine((codes) => new Set(codes).size === codes.length, "names a jurisdiction twice");
export const confidencePercent = z.int(PERCENT_TEXT).min(0, PERCENT_TEXT).max(100, PERCENT_TEXT);

/** Shown to people as a link: a public web address, without a user name that could pass for the host. */
export const publicUrl = plainText(2000).refine(isPublicUrl, "not a public http or https address");

function isPublicUrl(text: string): boolean {
  if (!z.httpUrl().safeParse(text).success) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}
