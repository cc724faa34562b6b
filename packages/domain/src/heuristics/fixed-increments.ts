import { z } from "zod";
import { formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import { amountFigure, countFigure } from "../figure-of.ts";
import {
  DAY_S,
  forgottenText,
  inLedgerOrder,
  mayHaveForgotten,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOf } from "../flow-worth.ts";
import { freshInflows } from "../fresh-inflow.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { hasSeriesOf, type PaymentSeries, seriesSince } from "../payment-series.ts";
import { PROFILE_DAYS_MAX, RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { dayOf } from "../rate-day.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { fixedIncrementsExamples } from "./fixed-increments.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(90)
    .describe("days in which the payments follow each other; dozens in a year are six in these [E]"),
  paymentsMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(6).describe("payments of nearly the same amount [E]"),
  daysMin: z.int().min(1).max(RECENT_FLOWS_MAX).default(5).describe("distinct UTC days on which they were made [E]"),
  bandPercent: z.int().min(0).max(50).default(5).describe("percent that each may differ from the latest of them [E]"),
  amountUsdMin: z
    .int()
    .min(1)
    .default(5_000)
    .describe("USD that the latest comes to; the published series was of about 10,000 [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: wages, rents and instalments are made of the same payments. */
const CONFIDENCE_PERCENT = 20;

/** One payer, one payee, and again and again the same large amount. */
export const fixedIncrements = defineDepthHeuristic<Params>({
  id: "fixed-increments",
  version: 1,
  title: "The same large amount from one payer to one payee, again and again",
  summary:
    "Fires when one payer has sent one payee nearly the same large amount several times within some months, on several days. It is " +
    "judged about the payer at each such payment, and about the payee when it pays next after one of them came in. The payer may be a " +
    "known service, as in the published case, where the payee is judged; payments to a known service or an inferred deposit address " +
    "of one are left out. The published series runs over a year; this one is narrowed to what the memory of an address reaches. " +
    "Wages, rents and instalments have the same shape and nothing here tells them apart, so the finding is LOW.",
  sources: [
    "TRM Labs, 2023: transfers in regular increments of about 10,000 USD, dozens in a year, out of one exchange market",
    "UN Secretary-General, 17th report on ISIL, 2023: international funds transfers in virtual assets, including stablecoins",
    "Days, number, band and the least amount: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 30 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  firesEarly: true,
  mayFire: ({ received, paid }, { paymentsMin }) => received >= paymentsMin || paid >= paymentsMin,
  cannotFire,
  assess(encounter, params) {
    const present = presentPayment(encounter);
    if (present === undefined || cannotFire(encounter, params)) {
      return silence(() => measure(encounter, present, params));
    }
    const measured = measure(encounter, present, params);
    const { nearest } = measured;
    const restrained = restraint(measured);
    if (restrained !== undefined || nearest === undefined) return restrained ?? silence(() => measured);
    return {
      outcome: "fires",
      severity: "LOW",
      score: scoreFinding("LOW", CONFIDENCE_PERCENT),
      text: describe(encounter, params, nearest),
      figures: measured.figures,
      exclusions: measured.exclusions,
      supporting: supportingPlaces(nearest.alike.filter((flow) => inLedgerOrder(flow, present) < 0)),
    };
  },
  examples: fixedIncrementsExamples,
});

function cannotFire(encounter: Encounter, params: Params): boolean {
  const present = presentPayment(encounter);
  if (present === undefined) return true;
  const { recentIn, recentOut } = encounter.profile;
  const { paymentsMin } = params;
  if (recentIn.length < paymentsMin && recentOut.length < paymentsMin) return true;
  const news = freshInflows(encounter.profile, present).filter((flow) => mayBeLarge(flow, params));
  if (news.length === 0 && !mayBeLarge(present, params)) return true;
  return !hasSeriesOf(encounter, present, news, paymentsMin);
}

/** Without asking for a rate. */
function mayBeLarge({ peg, micros }: RecentFlow, { amountUsdMin }: Params): boolean {
  return peg !== USD || micros >= BigInt(amountUsdMin) * MICROS;
}

interface Increments extends PaymentSeries {
  /** What the others are held against: the newest of them, in millionths of a US dollar; undefined without a rate. */
  latestMicros: bigint | undefined;
  alike: readonly RecentFlow[];
  sumMicros: bigint;
  unvalued: readonly RecentFlow[];
}

interface Measured extends Measurement {
  /** The series with most payments alike. */
  nearest?: Increments;
}

function measure(encounter: Encounter, present: RecentFlow | undefined, params: Params): Measured {
  if (present === undefined) return { figures: [], exclusions: [], exempt: noPaymentText(encounter) };
  const { profile, block, rates } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const [nearest] = seriesSince(encounter, present, freshInflows(profile, present), from)
    .map((series) => alikeAmong(encounter, series, params))
    .sort((a, b) => rankOf(b, params) - rankOf(a, params));
  if (nearest === undefined) return { figures: [], exclusions: [], exempt: EXEMPT_TEXT };

  const { direction, flows, alike, unvalued, latestMicros } = nearest;
  const exclusions: string[] = [];
  if (mayHaveForgotten(profile, direction, from)) {
    exclusions.push(forgottenText("payments", profile[direction === "in" ? "recentIn" : "recentOut"].length));
  }
  const others = flows.length - alike.length - unvalued.length;
  if (others > 0) exclusions.push(`${countOf(others, "payment")} left out: of another amount`);
  const days = new Set(alike.map(({ time }) => dayOf(time))).size;
  const isEnough = alike.length >= params.paymentsMin && days >= params.daysMin;
  if (!isEnough && unvalued.length > 0 && alike.length + unvalued.length >= params.paymentsMin) {
    return { figures: [], exclusions, missing: missingRateText(rates, unvalued, USD), nearest };
  }
  const figures = [
    countFigure(alike.length, "payments", "at_least", params.paymentsMin, alikeText(params)),
    countFigure(days, "days", "at_least", params.daysMin, "on which they were made"),
  ];
  if (latestMicros !== undefined) {
    const least = BigInt(params.amountUsdMin) * MICROS;
    figures.push(amountFigure(latestMicros, USD, "at_least", least, "in the latest of them"));
  }
  return { figures, exclusions, nearest };
}

const EXEMPT_TEXT =
  "the payment goes to a known service or a deposit address of one, and nobody has paid the sender since its last payment";

/** Large ones first, then those with most payments alike. */
function rankOf({ alike, unvalued, latestMicros }: Increments, { amountUsdMin }: Params): number {
  const isLarge = latestMicros === undefined || latestMicros >= BigInt(amountUsdMin) * MICROS;
  return alike.length + unvalued.length + (isLarge ? RECENT_FLOWS_MAX : 0);
}

function alikeAmong({ rates }: Encounter, series: PaymentSeries, { bandPercent }: Params): Increments {
  const { flows } = series;
  const latest = flows.at(-1);
  const latestMicros = latest && worthOf(rates, latest, USD);
  if (latestMicros === undefined) return { ...series, latestMicros, alike: [], unvalued: flows, sumMicros: 0n };
  const alike: RecentFlow[] = [];
  const unvalued: RecentFlow[] = [];
  let sumMicros = 0n;
  for (const flow of flows) {
    const worth = worthOf(rates, flow, USD);
    if (worth === undefined) unvalued.push(flow);
    else if (differsByAtMost(worth, latestMicros, bandPercent)) {
      alike.push(flow);
      sumMicros += worth;
    }
  }
  return { ...series, latestMicros, alike, unvalued, sumMicros };
}

function differsByAtMost(micros: bigint, thanMicros: bigint, percent: number): boolean {
  const difference = micros > thanMicros ? micros - thanMicros : thanMicros - micros;
  return difference * 100n <= thanMicros * BigInt(percent);
}

function alikeText({ bandPercent, windowDays }: Params): string {
  return `within ${bandPercent} % of the latest, of one payer to one payee in ${countOf(windowDays, "day")}`;
}

function describe({ sender, chain }: Encounter, params: Params, nearest: Increments): string {
  const { direction, counterparty, alike, sumMicros, latestMicros = 0n } = nearest;
  const subject = formatAddress(sender.address, chain.family);
  const other = formatAddress(counterparty, chain.family);
  const moved = `${countOf(alike.length, "payment")} within ${params.bandPercent} % of ${formatMicros(latestMicros, USD)}`;
  const toward = direction === "out" ? `sent ${moved} to ${other}` : `received ${moved} from ${other}`;
  return `${subject} ${toward} in ${countOf(params.windowDays, "day")}, ${formatMicros(sumMicros, USD)} together`;
}
