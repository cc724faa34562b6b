import type { NovelEdge } from "./novel-edge.ts";
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
export function mayShare(window: NovelWindow, sharing: Sharing): boolean {
  const { payers, except, payees, countMin, since } = sharing;
  let search = 0;
  let isCut = false;
  for (const payer of payers) {
    const { outs, payees: paid } = payer;
    const earliest = outs[outs.length - countMin];
    if (payer === except || earliest === undefined || earliest.time < since) continue;
    if (outs.length === EDGES_OF_ADDRESS_MAX) {
      isCut = true;
      continue;
    }
    if (search === 0) {
      search = window.beginSearch();
      for (const payee of payees) payee.search = search;
    }
    let shared = 0;
    for (const payee of paid) if (payee.search === search && ++shared === countMin) return true;
  }
  return isCut && mayShareWithCut(window, sharing);
}

/** The same of payers some of whose payments may be no longer kept: then those that the payees were paid tell. */
function mayShareWithCut(window: NovelWindow, { payers, except, payees, countMin, since }: Sharing): boolean {
  const search = window.beginSearch();
  for (const payer of payers) {
    if (payer !== except && payer.outs.length === EDGES_OF_ADDRESS_MAX) payer.search = search;
  }
  let shared = 0;
  for (const { ins, payers: others, isBusy } of payees) {
    if (isBusy) continue;
    for (let i = others.length - 1; i >= 0 && (ins[i] as NovelEdge).time >= since; i--) {
      if ((others[i] as WindowNode).search !== search) continue;
      if (++shared === countMin) return true;
      break;
    }
  }
  return false;
}
