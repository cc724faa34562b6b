import { type Address, formatAddress } from "./address.ts";
import type { AddressFamily } from "./address-family.ts";
import type { AlertState } from "./alert.ts";
import assert from "./assert.ts";
import type { Chain } from "./chain.ts";
import { type Canonical, contentHash } from "./content-hash.ts";
import { blockMissing } from "./finding.ts";
import type { Hash } from "./hex.ts";
import { describeMovement } from "./movement-text.ts";
import { findToken } from "./token-registry.ts";
import type { Block, Transfer } from "./transfer.ts";
import type { WatchBook } from "./watch-book.ts";

/**
 * What is said of a payment of an address that somebody watches privately. Not among the heuristics: an epoch names those,
 * and epochs, alerts and events are others' to see.
 */
export const WATCH_RULE = "private-watch";
/** Changes whenever the same payment could give another alert. */
export const WATCH_RULE_VERSION = 1;

/** An address that an owner watches: `user:…`, `key:…` or `case:…`. Changes of watches are counted; see `firstSeq`. */
export interface HeldWatch {
  id: string;
  owner: string;
  address: Address;
  family: AddressFamily;
  /** Watched from this change on … */
  firstSeq: number;
  /** … and from this one on no more. */
  endedSeq?: number;
}

/** One payment of a watched address. Each stands by itself: the watch is what holds them together. */
export interface WatchAlert {
  id: Hash;
  watchId: string;
  owner: string;
  ruleVersion: number;
  block: Pick<Block, "number" | "hash" | "time">;
  transfer: Transfer;
  text: string;
}

/** As it stands now: state is history, and no content. */
export type StandingWatchAlert = WatchAlert & { state: AlertState };

/**
 * What the rule says of a transfer to or from a watched address: nothing where nothing moved, because a transfer of zero can
 * be forged in anyone's name.
 */
export function judgeWatched(
  chain: Chain,
  watch: HeldWatch,
  block: Pick<Block, "number" | "hash" | "time">,
  transfer: Transfer,
): WatchAlert | undefined {
  if (transfer.amount === 0n) return undefined;
  const token = findToken(chain.name, transfer.token);
  assert(token !== undefined, "the token of a stored transfer is registered");
  const movement = describeMovement({ chain, transfer, token }, watch);
  return {
    id: contentHash("redflag/watch-alert/1", {
      watch: watch.id,
      chain: chain.caip2,
      transaction: transfer.txHash,
      token: transfer.token,
      ordinal: transfer.txOrdinal,
    }),
    watchId: watch.id,
    owner: watch.owner,
    ruleVersion: WATCH_RULE_VERSION,
    block: { number: block.number, hash: block.hash, time: block.time },
    transfer,
    text: `${movement}; you watch ${formatAddress(watch.address, chain.family)}`,
  };
}

/**
 * Alerts of a stretch, whosever they are, in ledger order and by watch.
 * @param blocks by number; every transfer's block must be there
 * @param seq of the changes of watches that hold; the book must reach as far
 */
export function judgeAllWatched(
  chain: Chain,
  blocks: ReadonlyMap<number, Block>,
  transfers: readonly Transfer[],
  book: WatchBook,
  seq: number,
): WatchAlert[] {
  const alerts: WatchAlert[] = [];
  for (const transfer of transfers) {
    const { sender, recipient } = transfer;
    const sent = book.watchesAt(sender, chain.family, seq);
    const received = sender === recipient ? [] : book.watchesAt(recipient, chain.family, seq);
    if (sent.length === 0 && received.length === 0) continue;
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw blockMissing(transfer);
    for (const watch of [...sent, ...received]) {
      const alert = judgeWatched(chain, watch, block, transfer);
      if (alert !== undefined) alerts.push(alert);
    }
  }
  return alerts;
}

/** The bytes that a rebuild must reproduce. */
export function watchAlertContent({ block, transfer, ...rest }: WatchAlert): Canonical {
  return { ...rest, block: { ...block }, transfer: { ...transfer, amount: transfer.amount.toString() } };
}
