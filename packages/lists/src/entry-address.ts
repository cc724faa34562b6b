import { type ParsedAddress, parseAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";

/** The zero address and the first precompiles stand in public lists by mistake; each would match countless transfers. */
const RESERVED_ADDRESS_MAX = 0xffn;
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
    if (BigInt(parsed.address) > RESERVED_ADDRESS_MAX) return { parsed };
    return { reason: `${parsed.address} is the zero address or a precompile` };
  } catch (error) {
    if (error instanceof Problem) return { reason: error.detail };
    throw error;
  }
}
