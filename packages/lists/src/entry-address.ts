import { type ParsedAddress, parseAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import { codePointName } from "./plain-text.ts";

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
  const stranger = findStranger(text);
  if (stranger !== undefined) return { reason: stranger };
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

/**
 * The first character that the address cannot hold: invisible, a look-alike from another alphabet, or one that its own
 * alphabet lacks because it looks like another (0, O, I and l in Base58).
 */
function findStranger(text: string): string | undefined {
  for (const [index, character] of [...text].entries()) {
    const reason = strangeness(character, index, text);
    if (reason !== undefined) return `character ${index + 1} is ${codePointName(character)}, ${reason}`;
  }
  return undefined;
}

function strangeness(character: string, index: number, text: string): string | undefined {
  if (/[\p{C}\p{Z}]/u.test(character)) return "which cannot be seen";
  if (!/[0-9A-Za-z]/.test(character)) return "which is not a Latin letter or a digit";
  if (text.startsWith("T") && /[0OIl]/.test(character)) return `"${character}", which no TRON address holds`;
  const isHexDigit = /[0-9a-fA-F]/.test(character);
  if (text.startsWith("0x") && index >= 2 && !isHexDigit) return `"${character}", which is not a hex digit`;
  return undefined;
}
