import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import { tallyOf } from "../counterparty-tally.ts";
import { countOf } from "../decimal-text.ts";
import type { ListedEntry } from "../entry.ts";
import { amountFigure, countFigure } from "../figure-of.ts";
import {
  DAY_S,
  flowsSince,
  forgottenText,
  inLedgerOrder,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import { freshInflows } from "../fresh-inflow.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { listingsWithinOneHop } from "../near-listing.ts";
import { RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { periodOf } from "../regular-series.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { isSwapLeg, swapLegsText, withoutSwapLegs } from "../swap-leg.ts";
import { regularPayersExamples } from "./regular-payers.examples.ts";

const period = (days: number) => z.int().min(1).max(100).default(days).describe("days of a usual period [E]");
const percent = (value: number) => z.int().min(0).max(100).default(value);

const paramsSchema = z.strictObject({
  windowDays: z.int().min(1).max(365).default(100).describe("days in which they paid: four months' payments [E]"),
  payersMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(8).describe("distinct payers, regular or not [E]"),
  regularPayersMin: z.int().min(1).max(RECENT_FLOWS_MAX).default(5).describe("payers who pay regularly [E]"),
  paymentsMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(4).describe("payments of each of these [E]"),
  shortPeriodDays: period(7),
  middlePeriodDays: period(14),
  longPeriodDays: period(30),
  periodTolerancePercent: percent(20).describe("percent that the mean interval may differ from a period [E]"),
  intervalCvPercentMax: percent(25).describe("percent of their mean that the intervals deviate by at most [E]"),
  amountCvPercentMax: percent(20).describe("percent of their mean that the amounts deviate by at most [E]"),
  sumUsdMin: z.int().min(0).default(100).describe("USD that these payments come to together, so that dust is none [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: rents, dues and subscriptions are paid in the same shape. */
const CONFIDENCE_PERCENT = 10;

/** Many pay the same address, each about the same at regular times. */
export const regularPayers = defineDepthHeuristic<Params>({
  id: "regular-payers",
  version: 2,
  title: "Many payers who each pay about the same at regular times",
  summary:
    "Fires on a payment of an address that many pay, several of them every week, fortnight or month in nearly equal amounts of one " +
    "currency. It is judged when the payee pays next after somebody has paid it. A payee is seen so only while what it was paid lies " +
    `within the ${RECENT_FLOWS_MAX} payments that are remembered: one with dozens of payers is not. Payments of known services are left out, and so is what a swap for another token gave in one transaction. Rents, dues and ` +
    "subscriptions have the same shape and nothing here tells them apart, so the finding is LOW; it is MEDIUM where a listed " +
    "address has paid the payee or been paid by it.",
  sources: [
    "UN Secretary-General, 17th report on ISIL, 2023: levies on economic activity, transport and protection",
    "Payers, payments, periods, tolerances and amounts: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 30 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  firesEarly: true,
  cannotFire,
  assess(encounter, params) {
    const present = presentPayment(encounter);
    if (present === undefined || cannotFire(encounter, params)) {
      return silence(() => measure(encounter, present, params));
    }
    const measured = measure(encounter, present, params);
    const listings = listingsWithinOneHop(encounter);
    const severity = listings.length > 0 ? "MEDIUM" : "LOW";
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity,
        score: scoreFinding(severity, CONFIDENCE_PERCENT),
        text: describe(encounter, params, measured, listings),
        figures: measured.figures,
        exclusions: [...measured.exclusions, CONFOUND_TEXT],
        supporting: supportingPlaces(measured.regular),
        listings,
      }
    );
  },
  examples: regularPayersExamples,
});

const CONFOUND_TEXT = "not told apart from rents, dues and subscriptions, which are paid in the same shape";

function cannotFire(encounter: Encounter, params: Params): boolean {
  const present = presentPayment(encounter);
  if (present === undefined) return true;
  const { recentIn } = encounter.profile;
  const { regularPayersMin, paymentsMin, payersMin } = params;
  if (recentIn.length < Math.max(regularPayersMin * paymentsMin, payersMin)) return true;
  if (freshInflows(encounter.profile, present).length === 0 || tallyOf(recentIn).ofOneMax < paymentsMin) return true;
  if (newsOf(encounter, present).length === 0) return true;
  const counts = new Map<Address, number>();
  let often = 0;
  for (const { counterparty } of recentIn) {
    const count = (counts.get(counterparty) ?? 0) + 1;
    counts.set(counterparty, count);
    if (count === paymentsMin) often++;
  }
  return often < regularPayersMin || counts.size < payersMin;
}

/** The present payment may be a swap of what came in: what it is spent on is not asked. */
function newsOf(encounter: Encounter, present: RecentFlow): readonly RecentFlow[] {
  return freshInflows(encounter.profile, present).filter(
    (flow) => !flow.isService && !isSwapLeg(encounter, "in", flow),
  );
}

interface Measured extends Measurement {
  /** Payments of regular payers, in ledger order. */
  regular: readonly RecentFlow[];
  payerCount: number;
  regularPayerCount: number;
  /** Days, ascending, each once. */
  periods: readonly number[];
  sumMicros: bigint;
}

function measure(encounter: Encounter, present: RecentFlow | undefined, params: Params): Measured {
  const none = {
    figures: [],
    exclusions: [],
    regular: [],
    payerCount: 0,
    regularPayerCount: 0,
    periods: [],
    sumMicros: 0n,
  };
  if (present === undefined) return { ...none, exempt: noPaymentText(encounter) };
  if (newsOf(encounter, present).length === 0) return { ...none, exempt: NO_NEWS_TEXT };
  const { profile, block, rates } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const inflows = flowsSince(profile.recentIn, from).filter((flow) => inLedgerOrder(flow, present) < 0);
  const others = inflows.filter(({ isService }) => !isService);
  const paid = withoutSwapLegs(encounter, "in", others);
  const payers = Map.groupBy(paid, ({ counterparty }) => counterparty);
  const found = [...payers.values()].flatMap((flows) => regularAmong(flows, params));
  const regular = found.flatMap(({ flows }) => flows).sort(inLedgerOrder);
  const regularPayerCount = new Set(regular.map(({ counterparty }) => counterparty)).size;
  const sumMicros = worthOfAll(rates, regular, USD);

  const figures = [
    countFigure(payers.size, "payers", "at_least", params.payersMin, windowText(params)),
    countFigure(regularPayerCount, "payers", "at_least", params.regularPayersMin, regularText(params)),
  ];
  if (sumMicros !== undefined) {
    const least = BigInt(params.sumUsdMin) * MICROS;
    figures.push(amountFigure(sumMicros, USD, "at_least", least, "in their payments together"));
  }
  const exclusions: string[] = [];
  if (others.length < inflows.length) {
    exclusions.push(`${countOf(inflows.length - others.length, "inflow")} left out: from known services`);
  }
  exclusions.push(...swapLegsText("in", others.length - paid.length));
  // The days' counts do not reach back as far as the window may: a full memory that begins within it is enough to say so.
  if (inflows.length === profile.recentIn.length && inflows.length === RECENT_FLOWS_MAX) {
    exclusions.push(forgottenText("inflows", inflows.length));
  }
  return {
    figures,
    exclusions,
    regular,
    payerCount: payers.size,
    regularPayerCount,
    periods: [...new Set(found.map(({ periodDays }) => periodDays))].sort((a, b) => a - b),
    sumMicros: sumMicros ?? 0n,
    missing: sumMicros === undefined ? missingRateText(rates, regular, USD) : undefined,
  };
}

const NO_NEWS_TEXT = "nobody but a known service has paid the sender since its payment before";

/** One payer's payments, each peg for itself: what is regular in lira is not in dollars. */
function regularAmong(
  flows: readonly RecentFlow[],
  params: Params,
): Array<{ flows: readonly RecentFlow[]; periodDays: number }> {
  if (flows.length < params.paymentsMin) return [];
  const { shortPeriodDays, middlePeriodDays, longPeriodDays } = params;
  const regularity = { ...params, periodsDays: [shortPeriodDays, middlePeriodDays, longPeriodDays] };
  return [...Map.groupBy(flows, ({ peg }) => peg).values()].flatMap((ofPeg) => {
    if (ofPeg.length < params.paymentsMin) return [];
    const periodDays = periodOf(ofPeg, regularity);
    return periodDays === undefined ? [] : [{ flows: ofPeg, periodDays }];
  });
}

function windowText({ windowDays }: Params): string {
  return `in ${countOf(windowDays, "day")}`;
}

function regularText(params: Params): string {
  const { paymentsMin, shortPeriodDays, middlePeriodDays, longPeriodDays } = params;
  const periods = `${shortPeriodDays}, ${middlePeriodDays} or ${longPeriodDays} days`;
  return `who each paid nearly the same at least ${paymentsMin} times, about every ${periods}`;
}

function describe(
  { sender, chain }: Encounter,
  params: Params,
  { regular, payerCount, regularPayerCount, periods, sumMicros }: Measured,
  listings: readonly ListedEntry[],
): string {
  const near = listings.length === 0 ? "" : "; a listed address is within one hop of it";
  return (
    `${formatAddress(sender.address, chain.family)} received ${countOf(regular.length, "payment")} from ` +
    `${regularPayerCount} of ${countOf(payerCount, "payer")} ${windowText(params)}, each paying nearly the same about every ` +
    `${periods.join(" or ")} days, ${formatMicros(sumMicros, USD)} together${near}`
  );
}
