import type { BytesSpan } from "@redflag/domain/hex-prefix";
import { Problem } from "@redflag/domain/problem";
import { readSearchTerms } from "./search-terms.ts";

/** What somebody looks for among a list's entries. */
export interface EntrySearch {
  /** Addresses alone: there is an index of them. */
  addresses?: BytesSpan;
  /** What stands in the words of an entry, which are gone through; or an address that begins so. */
  text?: string;
  orAddresses?: readonly BytesSpan[];
}

/**
 * A number without `0x` may be the authority's reference as well as digits of an address, and "TJRabPr" a word as well as the beginning of an address of TRON:
 * such a text is looked for in both. Nothing is corrected.
 * @throws Problem `address_checksum`, `address_malformed`
 */
export function readEntrySearch(q: string): EntrySearch {
  const { account, beginnings, notes } = readSearchTerms(q);
  if (account !== undefined) return { addresses: { from: account.address, to: account.address } };
  const checksum = notes.find(({ code }) => code === "address_checksum");
  if (checksum !== undefined) throw new Problem("address_checksum", checksum.text);
  if (/^0x/i.test(q)) {
    const [first] = beginnings;
    if (first !== undefined) return { addresses: first.span };
    throw new Problem("address_malformed", notes[0]?.text ?? `${q} begins no address`);
  }
  return { text: q, orAddresses: beginnings.map(({ span }) => span) };
}
