import type { Address } from "./address.ts";
import type { Hash } from "./hex.ts";
import type { Amount } from "./money.ts";
import { sliceAddress, WORD_TEXT_LENGTH } from "./slice-word.ts";
import type { Log } from "./transfer.ts";

/** Keccak-256 of `Transfer(address,address,uint256)`, which ERC-20 and ERC-721 share; a test derives it. */
export const TRANSFER_TOPIC: Hash = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

export type DecodedTransfer =
  | { kind: "erc20"; sender: Address; recipient: Address; amount: Amount }
  | { kind: "refused"; reason: string };

/**
 * Reads a log whose first topic is TRANSFER_TOPIC as an ERC-20 transfer: sender and recipient indexed, the amount alone
 * in the data. ERC-721 has the same topic and indexes its token id as well, so it has four topics.
 */
export function decodeTransfer({ topics, data }: Pick<Log, "topics" | "data">): DecodedTransfer {
  const [, from, to] = topics;
  if (topics.length === 4) return refuse("Transfer with 4 topics: of an ERC-721 token id, not of an amount");
  if (topics.length !== 3 || from === undefined || to === undefined) {
    return refuse(`Transfer with ${topics.length} topics; an ERC-20 one has 3`);
  }
  const sender = sliceAddress(from);
  if (sender === undefined) return refuse("Transfer whose sender (topic 1) is not a 20-byte address");
  const recipient = sliceAddress(to);
  if (recipient === undefined) return refuse("Transfer whose recipient (topic 2) is not a 20-byte address");
  if (data.length !== WORD_TEXT_LENGTH)
    return refuse(`Transfer with ${(data.length - 2) / 2} bytes of data; expected 32`);
  return { kind: "erc20", sender, recipient, amount: BigInt(data) };
}

function refuse(reason: string): DecodedTransfer {
  return { kind: "refused", reason };
}
