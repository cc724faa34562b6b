import type { Address } from "./address.ts";
import type { Hash } from "./hex.ts";
import type { Amount } from "./money.ts";
import type { LedgerPosition } from "./transfer.ts";

/** What one leg of a bridge's message says: money left, money arrived, or the message itself was sent or received. */
export type BridgeEventKind = "sent" | "received" | "message_sent" | "message_received";

/** A bridge's word about a transfer: its money does not go to a big account here but to someone on another chain. */
export interface BridgeEvent extends LedgerPosition {
  /** `Bridge.name` */
  bridge: string;
  contract: Address;
  kind: BridgeEventKind;
  /** The same text on both legs; absent where this leg does not carry it. */
  linkId?: string;
  /** The other chain, as the bridge counts them. */
  remoteDomain?: number;
  /** Whose money left or arrived on this chain. */
  account?: Address;
  /** Who is to have it on the other chain: 32 bytes. */
  remoteAccount?: Hash;
  token?: Address;
  amount?: Amount;
}
