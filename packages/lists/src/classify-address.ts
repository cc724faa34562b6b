import { type ParsedAddress, parseAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { repairCharacters } from "./address-repair.ts";
import { foreignFormatOf } from "./foreign-address.ts";
import { printable } from "./plain-text.ts";
import { unlistableText } from "./unlistable-address.ts";

/** What one address in a publisher's file is. The format and its checksum tell it, never a label beside it. */
export type ClassifiedAddress =
  /** Of a family that is screened. */
  | { kind: "ours"; parsed: ParsedAddress; repairs: readonly string[] }
  /** Whole, and of a chain that is not screened: counted, not listed. */
  | { kind: "foreign"; format: string }
  | { kind: "refused"; reason: string; text: string };

const FIELD_CHARS_MAX = 4096;
/** A piece this long is meant as an address; a shorter one beside an address is a word, such as "USDT". */
const ADDRESS_CHARS_MIN = 20;

/** Everything that a field of one text holds, in its order: one or more. No text throws. */
export function classifyAddresses(raw: string): ClassifiedAddress[] {
  const exact = readOurs(raw, []);
  if (exact?.kind === "ours") return [exact];
  if (raw.length > FIELD_CHARS_MAX) return [refuse(raw, `${raw.length} characters long`)];

  const { text, repairs } = repairCharacters(raw);
  if (text === "") return [refuse(raw, "empty")];
  const whole = classifyPiece(text, repairs);
  const pieces = splitField(text);
  if (whole.kind !== "refused" || (pieces.length === 1 && pieces[0] === text)) return [whole];

  const found = pieces.map((piece) => ({ piece, as: classifyPiece(piece, repairs) }));
  const named = found.filter(({ piece, as }) => as.kind !== "refused" || piece.length >= ADDRESS_CHARS_MIN);
  if (!named.some(({ as }) => as.kind !== "refused")) return [classifyJoined(text, repairs) ?? whole];
  const words = [
    ...(named.length > 1 ? [`${named.length} addresses in one field`] : []),
    ...(named.length < found.length ? ["words beside it"] : []),
  ];
  return named.map(({ as }) => (as.kind === "ours" ? { ...as, repairs: [...as.repairs, ...words] } : as));
}

/** Where commas, spaces and the like stand, and before a 0x that follows another address without one. */
function splitField(text: string): string[] {
  const spaced = text.replaceAll(/(?<=[0-9a-fA-F]{40})(?=0[xX][0-9a-fA-F]{40})/g, " ");
  return spaced.split(/[\s,;|/()[\]<>"'=&?]+/).filter((piece) => piece !== "");
}

/** `eip155:1:0x…`, `tron:T…`: what stands before the last colon says no more than the address itself. */
function classifyPiece(piece: string, repairs: readonly string[]): ClassifiedAddress {
  const as = classifyWhole(piece.replace(/[.:]+$/, ""), repairs);
  const rest = piece.slice(piece.lastIndexOf(":") + 1);
  if (as.kind !== "refused" || rest === piece) return as;
  const inner = classifyWhole(rest, [...repairs, "a prefix before it"]);
  return inner.kind === "refused" ? as : inner;
}

/** An address that was broken by spaces, as in a table that wraps: only if what is joined is one. */
function classifyJoined(text: string, repairs: readonly string[]): ClassifiedAddress | undefined {
  const joined = text.replaceAll(/[\s-]+/g, "");
  const as = joined === text ? undefined : classifyWhole(joined, [...repairs, "spaces within it"]);
  return as?.kind === "ours" && as.parsed.family === "eip155" && !hasChecksum(joined) ? undefined : as;
}

function hasChecksum(text: string): boolean {
  const digits = text.slice(-40);
  return digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
}

function classifyWhole(text: string, repairs: readonly string[]): ClassifiedAddress {
  const ours = readOurs(text, repairs);
  if (ours !== undefined) return ours;
  const format = foreignFormatOf(text);
  if (format !== undefined) return { kind: "foreign", format };
  return refuse(text, refusalReason(text));
}

/** Undefined where the text has not the form of one of ours. */
function readOurs(text: string, repairs: readonly string[]): ClassifiedAddress | undefined {
  if (/^[0-9a-fA-F]{40}$/.test(text)) return readOurs(`0x${text}`, [...repairs, "no 0x before it"]);
  if (/^0X[0-9a-fA-F]{40,42}$/.test(text)) return readOurs(`0x${text.slice(2)}`, [...repairs, "0X for 0x"]);
  if (!/^(?:0x[0-9a-fA-F]{40}|(?:0x)?41[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})$/.test(text)) return undefined;
  try {
    const parsed = parseAddress(text);
    const unlistable = unlistableText(parsed);
    return unlistable === undefined ? { kind: "ours", parsed, repairs } : refuse(text, unlistable);
  } catch (error) {
    if (error instanceof Problem) return refuse(text, error.detail);
    throw error;
  }
}

function refusalReason(text: string): string {
  const [, hex] = /^(?:0[xX])?([0-9a-fA-F]{30,})$/.exec(text) ?? [];
  if (hex?.length === 64) return "64 hex digits: a transaction, or an account of a chain that is not known here";
  if (hex !== undefined && !/^\d+$/.test(text)) return `${hex.length} hex digits where an address has 40`;
  if (/^\d+$/.test(text)) return "digits alone: an account's number at some business, not an address";
  if (/^t[0-9a-z]{33}$/.test(text))
    return "looks like an address of TRON in lower case: which letters were capitals is lost";
  if (/^[13][0-9a-z]{25,33}$/.test(text)) return "fails its checksum, as Base58 in lower case does";
  if (/^T[0-9A-Za-z]{25,40}$/.test(text))
    return "begins as an address of TRON, which is T and 33 letters and digits without 0, O, I and l";
  if (/[^\x20-\x7e]/.test(text)) return "holds letters of another alphabet";
  return "has the form and checksum of no address that is known here";
}

function refuse(text: string, reason: string): ClassifiedAddress {
  return { kind: "refused", reason: printable(reason, 300), text: printable(text, 100) };
}
