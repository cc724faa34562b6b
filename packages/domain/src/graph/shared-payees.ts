import { type NovelWindow, SEARCH_EDGES_MAX } from "./novel-window.ts";
import { EDGES_OF_ADDRESS_MAX } from "./pair-links.ts";

/** Addresses by number: whether one of those who paid `paid` also paid enough of whom `of` paid, or of those who paid it. */
export interface Sharing {
  paid: number;
  /** Is left out of those who paid. */
  except: number;
  of: number;
  side: "ins" | "outs";
  /** Payees of one payer, at least 1. */
  countMin: number;
  /** Ordinal of the oldest payment that counts. */
  since: number;
}

/**
 * Whether so many of the payees may have one of the payers in common. Nearly always they have not, and counting tells so sooner
 * than maps of who paid whom. May say that they have where they have not; says no where they were paid too often to be searched.
 */
export function mayShare(window: NovelWindow, { paid, except, of, side, countMin, since }: Sharing): boolean {
  const { mask, payers, payees, earlierIns, earlierOuts, lastIns, lastOuts, inCounts, outCounts, busy } = window.links;
  const { marks, reachedBy: counts } = window.links;
  const search = window.links.beginSearch();
  let isAny = false;
  let at = lastIns[paid] as number;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlierIns[at & mask] as number) {
    const payer = payers[at & mask] as number;
    if (payer === except || (outCounts[payer] as number) < countMin) continue;
    marks[payer] = search;
    counts[payer] = 0;
    isAny = true;
  }
  if (!isAny) return false;
  const [last, earlier, others] =
    side === "ins" ? [lastIns[of] as number, earlierIns, payers] : [lastOuts[of] as number, earlierOuts, payees];
  let looked = 0;
  at = last;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlier[at & mask] as number) {
    const payee = others[at & mask] as number;
    if (busy[payee] === 0) looked += Math.min(EDGES_OF_ADDRESS_MAX, inCounts[payee] as number);
  }
  if (looked > SEARCH_EDGES_MAX) return false;
  at = last;
  for (let left = EDGES_OF_ADDRESS_MAX; left > 0 && at >= since; left--, at = earlier[at & mask] as number) {
    const payee = others[at & mask] as number;
    if (busy[payee] !== 0) continue;
    let paidBy = lastIns[payee] as number;
    for (let kept = EDGES_OF_ADDRESS_MAX; kept > 0 && paidBy >= since; kept--) {
      const payer = payers[paidBy & mask] as number;
      if (marks[payer] === search) {
        const count = (counts[payer] as number) + 1;
        if (count >= countMin) return true;
        counts[payer] = count;
      }
      paidBy = earlierIns[paidBy & mask] as number;
    }
  }
  return false;
}
