import { type Address, parseAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import { codePointName } from "./plain-text.ts";

/** The zero address and the first precompiles stand in public lists by mistake; each would match countless transfers. */
const RESERVED_ADDRESS_MAX = 0xffn;
const CHARS_MAX = 100;

/** A listed address as its row has it. Says what is wrong in words that name what the eye cannot see. */
export const entryAddress = z.string().transform((text, context): Address => {
  const result = readAddress(text);
  if ("address" in result) return result.address;
  context.addIssue(result.reason);
  return z.NEVER;
});

function readAddress(text: string): { address: Address } | { reason: string } {
  const stranger = findStranger(text);
  if (stranger !== undefined) return { reason: stranger };
  if (text.length > CHARS_MAX) return { reason: `${text.length} characters long` };
  try {
    const address = parseAddress(text);
    if (BigInt(address) <= RESERVED_ADDRESS_MAX) return { reason: `${address} is the zero address or a precompile` };
    return { address };
  } catch (error) {
    if (error instanceof Problem) return { reason: error.detail };
    throw error;
  }
}

/** The first character that cannot be part of any address: invisible, or a look-alike from another alphabet. */
function findStranger(text: string): string | undefined {
  for (const [index, character] of [...text].entries()) {
    if (/[0-9A-Za-z]/.test(character)) continue;
    const kind = /[\p{C}\p{Z}]/u.test(character)
      ? "which cannot be seen"
      : "which is not a digit or a letter of a–f or x";
    return `character ${index + 1} is ${codePointName(character)}, ${kind}`;
  }
  return undefined;
}
