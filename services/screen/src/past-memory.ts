import type { Address } from "@redflag/domain/address";
import { canonicalText } from "@redflag/domain/content-hash";
import type { LookbackParameters } from "@redflag/domain/lookback";
import type { BlockSpan } from "@redflag/store/block-span";

/** A stretch of the past as it stood, and how it is looked at: while all of this is the same, so is what was learnt. */
export interface KnownPast extends BlockSpan {
  chainId: number;
  /** The last rewind that the lane has followed: a later one may have replaced blocks. */
  rewindSeq: number;
  /** Up to where retention has dropped blocks; -1 while none. */
  droppedUpTo: number;
  params: LookbackParameters;
}

/** What one stretch has shown and every step would have to read again: a hub costs a thousand rows to be found one. */
export interface PastMemory {
  /** Addresses with too many transfers to be read whole, as a new entry and as one whose money is followed. */
  hubs: Record<"entry" | "history", Set<Address>>;
  /** Of the new entries that are next: whether the stretch holds anything of them. */
  active: Map<Address, boolean>;
}

/**
 * Each chain's last stretch. Of no consequence for what is found: a process that has just begun finds the same, slower. A
 * rewind that the lane has yet to follow lets no step commit, and changes what is asked for by when one can.
 */
export class PastMemories {
  readonly #kept = new Map<number, { key: string; memory: PastMemory }>();

  of(past: KnownPast): PastMemory {
    const { chainId, from, to, rewindSeq, droppedUpTo, params } = past;
    const key = canonicalText({ from, to, rewindSeq, droppedUpTo, params });
    const kept = this.#kept.get(chainId);
    if (kept?.key === key) return kept.memory;
    const memory: PastMemory = { hubs: { entry: new Set(), history: new Set() }, active: new Map() };
    this.#kept.set(chainId, { key, memory });
    return memory;
  }
}
