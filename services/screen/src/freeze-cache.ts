import { FreezeBook } from "@redflag/domain/freeze-book";
import type { Executor } from "@redflag/store/database";
import { listFreezes } from "@redflag/store/freeze-read";
import type { Lane } from "@redflag/store/lane";
import { findRewindAfter } from "@redflag/store/rewind";

type LaneView = Pick<Lane, "chainId" | "startBlock" | "rewindSeq">;

interface Kept {
  startBlock: number;
  /** The book knows nothing that rewinds up to here have taken. */
  rewindSeq: number;
  /** Everything up to here is in the book. */
  upTo: number;
  book: FreezeBook;
}

/**
 * Each lane's freezes, read once and grown with the ledger. Freezes of the lane's own blocks count, whatever the ledger
 * holds from before: what a backfill puts in front must not change what the lane has said, until the past is screened
 * again from there.
 */
export class FreezeCache {
  readonly #kept = new Map<number, Kept>();

  /**
   * The lane's freezes up to a block and perhaps beyond; what stands is asked for by place.
   * @param lane as the caller holds it, all rewinds followed; the ledger is locked, so none comes meanwhile
   */
  async bookFor(tx: Executor, lane: LaneView, upTo: number): Promise<FreezeBook> {
    const kept = (await this.#standing(tx, lane)) ?? this.#begin(lane);
    while (kept.upTo < upTo) {
      const from = kept.upTo + 1;
      const events = await listFreezes(tx, lane.chainId, from, upTo);
      // Another reader of the same book may have been faster.
      if (kept.upTo + 1 !== from) continue;
      kept.book.add(events);
      kept.upTo = upTo;
    }
    return kept.book;
  }

  /** What is kept, without what rewinds have taken since. */
  async #standing(tx: Executor, { chainId, startBlock, rewindSeq }: LaneView): Promise<Kept | undefined> {
    const kept = this.#kept.get(chainId);
    if (kept === undefined || kept.startBlock !== startBlock || kept.rewindSeq > rewindSeq) return undefined;
    const rewind = await findRewindAfter(tx, chainId, kept.rewindSeq);
    if (rewind === undefined) return kept;
    kept.book.truncateAbove(rewind.forkBlock);
    kept.upTo = Math.min(kept.upTo, rewind.forkBlock);
    kept.rewindSeq = rewind.seq;
    return kept;
  }

  #begin({ chainId, startBlock, rewindSeq }: LaneView): Kept {
    const kept = { startBlock, rewindSeq, upTo: startBlock - 1, book: new FreezeBook() };
    this.#kept.set(chainId, kept);
    return kept;
  }
}
