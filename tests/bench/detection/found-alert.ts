import type { Address } from "@redflag/domain/address";
import type { Alert, Evidence } from "@redflag/domain/alert";
import { rankAlert } from "@redflag/domain/alert-rank";
import type { Hash } from "@redflag/domain/hex";
import { type LabelledPayment, type LabelledSet, txHashOf } from "./labelled-set.ts";
import type { Found } from "./score-groups.ts";

/** An alert as it is scored, wherever it was found. */
export interface FoundAlert {
  id: string;
  /** By id; the first is that of the alert that opened it. */
  rules: readonly string[];
  subject: Address;
  /** What reviewers see first: the rank that the alert has in the product. */
  score: number;
  /** Unix seconds of block time. */
  openedAt: number;
  /** By the ids of the labelled set: its evidence and what this rests on. */
  payments: ReadonlySet<string>;
  /** Where its payments narrow; of shapes among new pairs alone. */
  junctions?: readonly Address[];
}

/** By transaction, of each of which a set has one payment. */
export type PaymentIds = ReadonlyMap<Hash, string>;

export function paymentIds({ name, payments }: LabelledSet): PaymentIds {
  return new Map(payments.map(({ id }) => [txHashOf(name, id), id]));
}

export function foundAlert(alert: Alert, evidence: readonly Evidence[], ids: PaymentIds): FoundAlert {
  const transfers = evidence.flatMap((one) => [one, ...one.supporting]).map(({ transfer }) => transfer);
  const payments = new Set(transfers.flatMap(({ txHash }) => ids.get(txHash) ?? []));
  const { id, heuristic, subject, firstTime } = alert;
  return { id, rules: [heuristic], subject, score: rankAlert(alert), openedAt: firstTime, payments };
}

/** @param groupOf the labelled group of a payment, by its id */
export function countGroups(
  { score, openedAt, payments }: FoundAlert,
  groupOf: ReadonlyMap<string, string | undefined>,
): Found {
  const counts = new Map<string | undefined, number>();
  for (const id of payments) {
    const group = groupOf.get(id);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return { rank: score, openedAt, counts };
}

export function groupsByPayment(payments: readonly LabelledPayment[]): Map<string, string | undefined> {
  return new Map(payments.map(({ id, group }) => [id, group]));
}
