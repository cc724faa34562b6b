import type { Address } from "./address.ts";
import { tallyOf } from "./counterparty-tally.ts";
import { flowsSince } from "./flow-window.ts";
import type { Encounter } from "./heuristic.ts";
import type { Direction, RecentFlow } from "./profile.ts";
import { timesPaid } from "./times-paid.ts";

/** Payments of one party to another, as the one that is judged remembers them. */
export interface PaymentSeries {
  /** `out`: the subject pays. */
  direction: Direction;
  counterparty: Address;
  /** In ledger order, at least one; of those that the subject pays, the last is the present one. */
  flows: readonly RecentFlow[];
}

/**
 * The series that have just grown: to whom the subject pays now, unless that is a service, and from everybody whose payment
 * is news.
 * @param news some of the subject's inflows before the present payment
 */
export function seriesSince(
  encounter: Encounter,
  present: RecentFlow,
  news: readonly RecentFlow[],
  time: number,
): PaymentSeries[] {
  const { recentIn, recentOut } = encounter.profile;
  const series: PaymentSeries[] = [];
  if (!goesToService(encounter, present)) {
    series.push(withCounterparty("out", present.counterparty, flowsSince(recentOut, time)));
  }
  if (news.length === 0) return series;
  const earlier = flowsSince(recentIn, time).filter((flow) => !isLater(flow, present));
  for (const payer of new Set(news.map(({ counterparty }) => counterparty))) {
    const from = withCounterparty("in", payer, earlier);
    if (from.flows.length > 0) series.push(from);
  }
  return series;
}

/** Whether there can be one of so many payments at all: a few comparisons for most. */
export function hasSeriesOf(
  encounter: Encounter,
  present: RecentFlow,
  news: readonly RecentFlow[],
  lengthMin: number,
): boolean {
  const { recentIn, recentOut } = encounter.profile;
  const paysOften = timesPaid(recentOut, present) >= lengthMin && !goesToService(encounter, present);
  if (paysOften || news.length === 0 || recentIn.length < lengthMin) return paysOften;
  if (tallyOf(recentIn).ofOneMax < lengthMin) return false;
  return news.some(({ counterparty }) => hasAtLeast(recentIn, counterparty, lengthMin));
}

/** A listed service, or what is inferred to be a deposit address of one. */
export function goesToService({ recipientInferred }: Encounter, present: RecentFlow): boolean {
  return present.isService || recipientInferred !== undefined;
}

function hasAtLeast(flows: readonly RecentFlow[], address: Address, countMin: number): boolean {
  let count = 0;
  for (const { counterparty } of flows) {
    if (counterparty === address && ++count === countMin) return true;
  }
  return false;
}

function withCounterparty(direction: Direction, counterparty: Address, flows: readonly RecentFlow[]): PaymentSeries {
  return { direction, counterparty, flows: flows.filter((flow) => flow.counterparty === counterparty) };
}

/** Of the same transaction, which is folded whole before it is judged. */
function isLater(flow: RecentFlow, present: RecentFlow): boolean {
  return flow.blockNumber === present.blockNumber && flow.logIndex > present.logIndex;
}
