import type { Address } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { Explanation } from "@redflag/domain/explanation";
import type { Heuristic } from "@redflag/domain/heuristic";
import type { Transfer } from "@redflag/domain/transfer";
import type { AddressRecord, RememberedExposure, TransferVerdicts } from "@redflag/domain/why";
import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import type { Executor } from "@redflag/store/database";

/** Transfers of one address that are folded again for one answer: about a second of one core. Ours [E]. */
export const FOLDED_FOR_AN_ANSWER_MAX = 20_000;

/** An end of a stretch of the past: a block, or a whole day (UTC) by the second with which it begins. */
export type SpanEnd = { block: number } | { dayStartS: number };

interface ExplainAlertOptions {
  /** ISO 4217: amounts are told in it besides US dollars, where the rates of the time have it. */
  currency?: string;
  /** Why a withdrawn alert is. */
  withdrawnText?: string;
}

/**
 * Judges again what a lane has judged, and takes its alerts apart. Whoever puts a process together gives it: it is made of
 * the rules' own fold, which is the screening service's.
 */
export interface Explainer {
  alert(db: Executor, chain: Chain, alert: Alert, options: ExplainAlertOptions): Promise<Explanation>;
  transfer(db: Executor, chain: Chain, transfer: Transfer): Promise<TransferVerdicts>;
  record(db: Executor, chain: Chain, address: Address): Promise<AddressRecord>;
  /**
   * All that an evidence bundle of the alert holds, as of one moment.
   * @throws Problem `bundle_refused`
   */
  bundle(db: Executor, chain: Chain, alert: Pick<Alert, "id">): Promise<BundleContent>;
  /** undefined where the chain has no lane, or it remembers nothing. */
  exposure(db: Executor, chain: Chain, address: Address): Promise<RememberedExposure | undefined>;
  /**
   * The blocks that a backtest of the rule between these ends judges; all that can be judged again where none is given.
   * @throws Problem `lane_missing`, `lane_stopped`, `range_invalid`, `history_dropped`, `backtest_refused`
   */
  backtestSpan(
    db: Executor,
    chain: Chain,
    heuristic: Heuristic,
    ends: { from?: SpanEnd; to?: SpanEnd },
  ): Promise<{ from: number; to: number }>;
}
