import { EDGES_OF_ADDRESS_MAX, type NovelWindow, type WindowNode } from "./novel-window.ts";

/** A payer and whom else it may have paid. */
export interface Sharing {
  payers: readonly WindowNode[];
  /** Is left out of the payers. */
  except: WindowNode;
  payees: readonly WindowNode[];
  /** Payees of one payer, at least 1. */
  countMin: number;
  since: number;
}

/**
 * Whether one of the payers may have paid so many of the payees since then. Nearly always it has not, and its own payments tell
 * so sooner than what the payees were paid. May say that it has where it has not.
 */
export function mayShare(window: NovelWindow, { payers, except, payees, countMin, since }: Sharing): boolean {
  let search = 0;
  for (const payer of payers) {
    const { outs, payees: paid } = payer;
    const earliest = outs[outs.length - countMin];
    if (payer === except || earliest === undefined || earliest.time < since) continue;
    // Some of its payments may be no longer kept.
    if (outs.length === EDGES_OF_ADDRESS_MAX) return true;
    if (search === 0) {
      search = window.beginSearch();
      for (const payee of payees) payee.search = search;
    }
    let shared = 0;
    for (const payee of paid) if (payee.search === search && ++shared === countMin) return true;
  }
  return false;
}
