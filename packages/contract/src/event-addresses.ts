import { type Address, parseAddress } from "@redflag/domain/address";

/** What of an event's payload may be somebody's own. */
interface PartiedPayload {
  subject?: string | undefined;
  transfers?: ReadonlyArray<{ sender: string; recipient: string }> | undefined;
  entries?: ReadonlyArray<{ address?: string | undefined }> | undefined;
}

/**
 * The addresses that an event is about, of which a subscription may name a set: subject, parties of its payments, and those on a
 * list that it tells of. Each once, without its family: the same bytes are one address.
 */
export function addressesOf({ subject, transfers = [], entries = [] }: PartiedPayload): Address[] {
  const texts = [
    subject,
    ...transfers.flatMap(({ sender, recipient }) => [sender, recipient]),
    ...entries.map(({ address }) => address),
  ];
  return [...new Set(texts.filter((text) => text !== undefined).map(bytesOf))];
}

/** Of whichever chain: a sandbox's is none that this program knows. */
function bytesOf(text: string): Address {
  return parseAddress(text.slice(text.lastIndexOf(":") + 1)).address;
}
