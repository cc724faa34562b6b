import { type ParsedAddress, parseAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import { unlistableText } from "./unlistable-address.ts";

const CHARS_MAX = 100;

/** A listed address as its row has it. Says what is wrong in words that name what the eye cannot see. */
export const entryAddress = z.string().transform((text, context): ParsedAddress => {
  const result = readAddress(text);
  if ("parsed" in result) return result.parsed;
  context.addIssue(result.reason);
  return z.NEVER;
});

function readAddress(text: string): { parsed: ParsedAddress } | { reason: string } {
  if (text.length > CHARS_MAX) return { reason: `${text.length} characters long` };
  try {
    const parsed = parseAddress(text);
    const unlistable = unlistableText(parsed);
    return unlistable === undefined ? { parsed } : { reason: unlistable };
  } catch (error) {
    if (error instanceof Problem) return { reason: error.detail };
    throw error;
  }
}
