import type { AlertState } from "@redflag/domain/alert";
import { demo } from "@redflag/domain/chains/demo";
import { countAlertsByState } from "@redflag/store/alert-lookup";
import type { Executor } from "@redflag/store/database";
import { findLane } from "@redflag/store/lane";
import { findTip } from "@redflag/store/tip";

export interface DemoStats {
  head: number;
  /** Blocks that the lane is behind the head. */
  lagBlocks: number;
  /** Screened, over the last seconds. */
  transfersPerSecond: number;
  alerts: Record<AlertState, number>;
}

const WINDOW_MS = 10_000;

/** How many transfers were screened lately. */
export class TransferRate {
  readonly #counts: Array<{ at: number; transfers: number }> = [];
  readonly #begin = performance.now();

  add(transfers: number): void {
    if (transfers > 0) this.#counts.push({ at: performance.now(), transfers });
  }

  perSecond(): number {
    const now = performance.now();
    while ((this.#counts[0]?.at ?? now) < now - WINDOW_MS) this.#counts.shift();
    const sum = this.#counts.reduce((total, { transfers }) => total + transfers, 0);
    return (sum * 1_000) / Math.max(1_000, Math.min(WINDOW_MS, now - this.#begin));
  }
}

export async function readStats(db: Executor, rate: TransferRate): Promise<DemoStats> {
  const [tip, lane, alerts] = await Promise.all([
    findTip(db, demo.id),
    findLane(db, demo.id),
    countAlertsByState(db, demo.id),
  ]);
  const head = tip?.head.number ?? 0;
  const lagBlocks = lane === undefined ? 0 : Math.max(0, head - lane.headPosition);
  return { head, lagBlocks, transfersPerSecond: rate.perSecond(), alerts };
}
