import type { SEARCH_NOTES } from "@redflag/contract/http/routes/search";
import { type Account, parseAccount } from "@redflag/domain/account";
import type { AddressFamily } from "@redflag/domain/address-family";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import type { Hash } from "@redflag/domain/hex";
import { addressesFrom, type BytesSpan, hashesFrom, tronAddressesFrom } from "@redflag/domain/hex-prefix";
import { Problem } from "@redflag/domain/problem";

export interface SearchNote {
  code: (typeof SEARCH_NOTES)[number];
  text: string;
}

/** Addresses of one family, on one chain where that was named. */
export interface AddressBeginning {
  family: AddressFamily;
  span: BytesSpan;
  chain?: Chain;
}

/** What one text can mean. */
export interface SearchTerms {
  account?: Account;
  beginnings: AddressBeginning[];
  transaction?: Hash;
  alertIds?: BytesSpan;
  /** Cases and rules are looked for by these, in small letters; never none. */
  words: string[];
  /** It is written as no address or hash is: names of businesses are looked for, too. */
  isWords: boolean;
  notes: SearchNote[];
}

const ADDRESS_DIGITS = 40;
const HASH_DIGITS = 64;
/** Of an address's own digits or characters; with fewer most of what is there would begin so. Ours [E]. */
const ADDRESS_CHARS_MIN = 6;
const BASE58_CHARS = 34;
/** From here on what is written without a space is more likely an address with a fault than a word. Ours [E]. */
const ADDRESS_LIKE_CHARS = 25;

/** Reads what somebody typed or pasted. Nothing is corrected: where an address fails its checksum, no address is looked for. */
export function readSearchTerms(text: string): SearchTerms {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const none: SearchTerms = { beginnings: [], words, isWords: false, notes: [] };
  const place = text.lastIndexOf(":");
  const named = place < 0 ? undefined : text.slice(0, place);
  const own = text.slice(place + 1).replace(/^0X/, "0x");
  const chain = CHAINS.find(({ caip2 }) => caip2 === named);
  if (named !== undefined && chain === undefined) {
    if (!/^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/.test(named)) return { ...none, isWords: true };
    const known = CHAINS.map(({ caip2 }) => caip2).join(", ");
    return { ...none, notes: [{ code: "chain_unknown", text: `${named} is none of the known chains: ${known}` }] };
  }
  const whole = readWhole(text.slice(0, place + 1) + (isBareAddress(own) ? `0x${own}` : own));
  if ("note" in whole && whole.note.code === "address_checksum") return { ...none, notes: [whole.note] };
  const digits = /^(?:0x)?([0-9a-f]+)$/i.exec(own)?.[1]?.toLowerCase();
  const account = "account" in whole ? { account: whole.account } : {};
  if (digits === undefined) {
    const beginnings = "account" in whole ? [] : tronBeginnings(own, chain);
    const notes = "note" in whole && beginnings.length === 0 && isAddressLike(own) ? [whole.note] : [];
    return { ...none, ...account, beginnings, notes, isWords: !("account" in whole) && notes.length === 0 };
  }
  const alertIds = chain === undefined ? hashesFrom(digits) : undefined;
  return {
    ...none,
    ...account,
    beginnings: "account" in whole ? [] : hexBeginnings(digits, chain),
    ...(digits.length === HASH_DIGITS && chain === undefined && { transaction: `0x${digits}` as Hash }),
    ...(alertIds && { alertIds }),
    // Such as "facade".
    isWords: chain === undefined && !own.startsWith("0x") && digits.length < ADDRESS_LIKE_CHARS,
    notes: "account" in whole ? [] : lengthNotes(digits.length, own.startsWith("0x")),
  };
}

function readWhole(text: string): { account: Account } | { note: SearchNote } {
  try {
    return { account: parseAccount(text) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code !== "address_checksum") return { note: { code: "address_malformed", text: error.detail } };
    return { note: { code: "address_checksum", text: checksumText(text) } };
  }
}

/** What the right address would be is not said: of a wrong digit the checksum says that there is one, and not which. */
function checksumText(text: string): string {
  const fault =
    "fails its checksum: a character is wrong or missing. It was not looked for; copy it again from where it stands";
  if (!/0x[0-9a-f]{40}$/i.test(text)) return `${text} ${fault}.`;
  return `${text} ${fault}. If it is certain that only the case of its letters was changed, write all of them small.`;
}

function isBareAddress(text: string): boolean {
  return text.length === ADDRESS_DIGITS && /^[0-9a-f]+$/i.test(text);
}

function isAddressLike(text: string): boolean {
  return text.startsWith("0x") || (text.length >= ADDRESS_LIKE_CHARS && !/\s/.test(text) && /^(?:T|41)/.test(text));
}

function tronBeginnings(text: string, chain: Chain | undefined): AddressBeginning[] {
  if (text.length < ADDRESS_CHARS_MIN || text.length >= BASE58_CHARS) return [];
  if (chain !== undefined && chain.family !== "tron") return [];
  const span = tronAddressesFrom(text);
  return span === undefined ? [] : [{ family: "tron", span, ...(chain && { chain }) }];
}

/** Digits that begin with 41 may be TRON's own way of writing, or an address of the others. */
function hexBeginnings(digits: string, chain: Chain | undefined): AddressBeginning[] {
  const beginnings: AddressBeginning[] = [];
  const add = (family: AddressFamily, own: string) => {
    const span = own.length < ADDRESS_CHARS_MIN ? undefined : addressesFrom(own);
    const isMeant = chain === undefined || chain.family === family;
    if (span !== undefined && isMeant) beginnings.push({ family, span, ...(chain && { chain }) });
  };
  add("eip155", digits);
  if (digits.startsWith("41")) add("tron", digits.slice(2));
  return beginnings;
}

function lengthNotes(count: number, isHex: boolean): SearchNote[] {
  if (isHex && count < ADDRESS_CHARS_MIN) {
    const text = `The beginning of an address is looked for from ${ADDRESS_CHARS_MIN} digits on, that of an alert's id from 4.`;
    return [{ code: "beginning_short", text }];
  }
  if (count <= ADDRESS_DIGITS || count === HASH_DIGITS) return [];
  const text = `It has ${count} digits: an address has ${ADDRESS_DIGITS}, a transaction's hash and an alert's id ${HASH_DIGITS}.`;
  return [{ code: "length_odd", text }];
}
