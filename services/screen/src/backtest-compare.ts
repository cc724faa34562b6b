import type { Address } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { isRight } from "@redflag/domain/disposition";
import type { Severity } from "@redflag/domain/entry";
import type { Figure } from "@redflag/domain/figure";
import type { Heuristic } from "@redflag/domain/heuristic";
import type { Hash } from "@redflag/domain/hex";
import { formatUnits } from "@redflag/domain/money";
import { estimateShare, type ShareEstimate } from "@redflag/domain/wilson-interval";
import type { BlockSpan } from "@redflag/store/block-span";
import type { Executor } from "@redflag/store/database";
import { listReviews } from "@redflag/store/disposition";
import type { AlertWords, BacktestAlert, BacktestAlerts } from "./backtest-alerts.ts";
import { isSameUpTo, streamBegunAlerts } from "./backtest-stored.ts";

/** Millionths. */
const MICRO_DIGITS = 6;

/** Which alerts that begin in the stretch differ, and what reviews of them say. */
export interface BacktestDifference {
  alerts: { before: number; after: number };
  /** Where none about the same subject stood at the same time. */
  added: Hash[];
  /** Where none about the same subject would stand at the same time. */
  removed: Hash[];
  /** Of those that stay: of as many findings in the same time, as severe and with the same score; or otherwise. */
  kept: { identical: number; changed: number };
  /** UTC days of block time on which an alert began, ascending. */
  days: BacktestDay[];
  examples: { added: BacktestExample[]; removed: BacktestExample[] };
  reviewed: ReviewedDifference;
  /** Of the stored alerts that begin in the stretch, how many the rule as its epochs had it gives byte for byte. */
  stored: { alerts: number; identical: number };
}

export interface BacktestDay {
  day: string;
  added: number;
  removed: number;
  kept: number;
}

export interface BacktestExample {
  id: Hash;
  subject: Address;
  severity: Severity;
  score: number;
  firstBlock: number;
  /** Unix seconds. */
  firstTime: number;
  findings: number;
  text: string;
  figures: readonly Figure[];
  /** By currency, in its order; each token taken as one unit of its peg. */
  sums: Array<{ currency: string; amount: string }>;
}

/** What people said of the stored alerts: what is added, nobody has reviewed. Null where there is nothing to say. */
export interface ReviewedDifference {
  /** Of the true positives, those that would still be told. */
  truePositivesKept: ShareEstimate | null;
  precisionBefore: ShareEstimate | null;
  /** Of the reviewed ones that stay. */
  precisionAfter: ShareEstimate | null;
}

export async function compareAlerts(
  tx: Executor,
  chain: Chain,
  heuristic: Heuristic,
  span: BlockSpan,
  before: BacktestAlerts,
  after: BacktestAlerts,
  examplesMax: number,
): Promise<BacktestDifference> {
  const [stood, stands] = [before.begun, after.begun];
  const added = stands.filter(({ alert }) => !before.overlaps(alert));
  const isKept = ({ alert }: Pick<BacktestAlert, "alert">) => after.overlaps(alert);
  const removed = stood.filter((one) => !isKept(one));
  const kept = stood.filter(isKept);
  const identical = kept.filter(({ alert }) => isAlike(alert, after.find(alert.id)?.alert)).length;
  return {
    alerts: { before: stood.length, after: stands.length },
    added: added.map(({ alert }) => alert.id),
    removed: removed.map(({ alert }) => alert.id),
    kept: { identical, changed: kept.length - identical },
    days: byDay({ added, removed, kept }),
    examples: { added: examplesOf(added, examplesMax), removed: examplesOf(removed, examplesMax) },
    ...(await compareStored(tx, chain, heuristic, span, before, isKept)),
  };
}

/** Figures name their thresholds, and so differ with every parameter: they are not compared. */
function isAlike(one: Alert, other: Alert | undefined): boolean {
  return (
    one.evidenceCount === other?.evidenceCount &&
    one.firstTime === other.firstTime &&
    one.lastTime === other.lastTime &&
    one.severity === other.severity &&
    one.score === other.score
  );
}

function byDay(counted: Record<"added" | "removed" | "kept", BacktestAlert[]>): BacktestDay[] {
  const days = new Map<string, BacktestDay>();
  for (const what of ["added", "removed", "kept"] as const) {
    for (const { alert } of counted[what]) {
      const day = new Date(alert.firstTime * 1_000).toISOString().slice(0, 10);
      const counts = days.get(day) ?? { day, added: 0, removed: 0, kept: 0 };
      counts[what]++;
      days.set(day, counts);
    }
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The first ones whose words are kept. */
function examplesOf(alerts: readonly BacktestAlert[], max: number): BacktestExample[] {
  return alerts.flatMap(({ alert, words }) => (words === undefined ? [] : [exampleOf(alert, words)])).slice(0, max);
}

function exampleOf(alert: Alert, { text, figures, sums }: AlertWords): BacktestExample {
  const { id, subject, severity, score, firstBlock, firstTime, evidenceCount } = alert;
  const inOrder = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...{ id, subject, severity, score, firstBlock, firstTime, findings: evidenceCount, text, figures },
    sums: inOrder.map(([currency, micros]) => ({ currency, amount: formatUnits(micros, MICRO_DIGITS) })),
  };
}

async function compareStored(
  tx: Executor,
  chain: Chain,
  heuristic: Heuristic,
  span: BlockSpan,
  before: BacktestAlerts,
  isKept: (one: Pick<BacktestAlert, "alert">) => boolean,
): Promise<Pick<BacktestDifference, "reviewed" | "stored">> {
  const stored = { alerts: 0, identical: 0 };
  const reviews = { right: 0, rightKept: 0, told: 0, toldKept: 0 };
  const found = await listReviews(tx, { chainId: chain.id, heuristic: heuristic.id, firstBlock: span });
  for await (const one of streamBegunAlerts(tx, chain, heuristic, span)) {
    stored.alerts++;
    const { id } = one.alert;
    if (isSameUpTo(one, before.find(id)?.alert, span.to)) stored.identical++;
    const disposition = found.get(id);
    const right = disposition === undefined ? undefined : isRight(disposition);
    if (right === undefined) continue;
    const staysTold = isKept(one);
    reviews.told++;
    if (staysTold) reviews.toldKept++;
    if (right) reviews.right++;
    if (right && staysTold) reviews.rightKept++;
  }
  const reviewed = {
    truePositivesKept: estimateShare(reviews.rightKept, reviews.right) ?? null,
    precisionBefore: estimateShare(reviews.right, reviews.told) ?? null,
    precisionAfter: estimateShare(reviews.rightKept, reviews.toldKept) ?? null,
  };
  return { stored, reviewed };
}
