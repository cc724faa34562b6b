import { z } from "zod";
import { formatAddress } from "../address.ts";
import { countOf, groupDigits } from "../decimal-text.ts";
import type { ListedEntry } from "../entry.ts";
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
import { MICROS, missingRateText, worthOf } from "../flow-worth.ts";
import { freshInflows } from "../fresh-inflow.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { isWithinOneHop, listingsWithinOneHop } from "../near-listing.ts";
import { hasSeriesOf, type PaymentSeries, seriesSince } from "../payment-series.ts";
import { PROFILE_DAYS_MAX, RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { smallPaymentsNearListedExamples } from "./small-payments-near-listed.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(50)
    .describe("days in which the payments follow each other [E]"),
  paymentsMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(10).describe("payments of one payer to one payee [E]"),
  paymentEurBelow: z.int().min(1).default(200).describe("EUR that each payment stays below [E]"),
  sumEurMin: z
    .int()
    .min(0)
    .default(100)
    .describe("EUR that they come to together, so that dust sent to anybody is no series [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: regular customers of a small shop pay in the same shape. */
const CONFIDENCE_PERCENT = 30;
const EUR = "EUR";

/** One payer, one payee, many small payments, and one of the two within one hop of a listed address. */
export const smallPaymentsNearListed = defineDepthHeuristic<Params>({
  id: "small-payments-near-listed",
  version: 1,
  title: "Many small payments of one payer to one payee near a listed address",
  summary:
    "Fires when one payer has sent one payee many small payments within some weeks and a listed address is one of the two, or has " +
    "paid or been paid by the one that is judged. It is judged about the payer at each such payment, and about the payee when it pays " +
    "next, if one of the small payments came since its last payment or it pays a listed address now; a payee's other " +
    "counterparties are known only then, and only those that are remembered. Each payment is valued at its own block time. " +
    "Known services and their inferred deposit addresses are neither payer nor payee; entries that name a service are no listing.",
  sources: [
    "FATF, Targeted Report on Stablecoins and Unhosted Wallets, 2026: many small, frequent stablecoin transfers of a retail customer to one wallet",
    "UN Secretary-General, 17th report on ISIL, 2023: charitable donations collected in virtual assets",
    "Days, number, amounts and the one hop: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 14 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  firesEarly: true,
  cannotFire,
  assess(encounter, params) {
    const present = presentPayment(encounter);
    if (present === undefined || cannotFire(encounter, params)) {
      return silence(() => measure(encounter, present, params));
    }
    const measured = measure(encounter, present, params);
    const { nearest, listings } = measured;
    const restrained = restraint(measured);
    if (restrained !== undefined || nearest === undefined) return restrained ?? silence(() => measured);
    return {
      outcome: "fires",
      severity: "MEDIUM",
      score: scoreFinding("MEDIUM", CONFIDENCE_PERCENT),
      text: describe(encounter, params, nearest),
      figures: measured.figures,
      exclusions: measured.exclusions,
      supporting: supportingPlaces(nearest.small.filter((flow) => inLedgerOrder(flow, present) < 0)),
      listings,
    };
  },
  examples: smallPaymentsNearListedExamples,
});

function cannotFire(encounter: Encounter, params: Params): boolean {
  const present = presentPayment(encounter);
  if (present === undefined) return true;
  const { paymentsMin } = params;
  const { recentIn, recentOut } = encounter.profile;
  if (recentIn.length < paymentsMin && recentOut.length < paymentsMin) return true;
  const all = newsOf(encounter, present);
  if (!hasSeriesOf(encounter, present, all, paymentsMin)) return true;
  const news = all.filter((flow) => mayBeSmall(encounter, flow, params));
  if (news.length === 0 && !mayBeSmall(encounter, present, params)) return true;
  return !hasSeriesOf(encounter, present, news, paymentsMin) || !isWithinOneHop(encounter);
}

function mayBeSmall({ rates }: Encounter, flow: RecentFlow, { paymentEurBelow }: Params): boolean {
  const worth = worthOf(rates, flow, EUR);
  return worth === undefined || worth < BigInt(paymentEurBelow) * MICROS;
}

/** Who pays a listed address now is near one that it was not near before: all that came in counts again. */
function newsOf(encounter: Encounter, present: RecentFlow): readonly RecentFlow[] {
  const { profile, recipient } = encounter;
  const news =
    recipient.entries.length === 0
      ? freshInflows(profile, present)
      : profile.recentIn.filter((flow) => inLedgerOrder(flow, present) < 0);
  return news.filter(({ isService }) => !isService);
}

interface SmallSeries extends PaymentSeries {
  /** Undefined without a rate. */
  latestMicros: bigint | undefined;
  small: readonly RecentFlow[];
  sumMicros: bigint;
  unvalued: readonly RecentFlow[];
}

interface Measured extends Measurement {
  /** The series with most small payments. */
  nearest?: SmallSeries;
  listings: readonly ListedEntry[];
}

function measure(encounter: Encounter, present: RecentFlow | undefined, params: Params): Measured {
  const none = { figures: [], exclusions: [], listings: [] };
  if (present === undefined) return { ...none, exempt: noPaymentText(encounter) };
  const { profile, block, rates } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const [nearest] = seriesSince(encounter, present, newsOf(encounter, present), from)
    .map((series) => smallAmong(encounter, series, params))
    .sort((a, b) => rankOf(b, params) - rankOf(a, params));
  if (nearest === undefined) return { ...none, exempt: EXEMPT_TEXT };

  const listings = listingsWithinOneHop(encounter);
  const exclusions = mayHaveForgotten(profile, nearest.direction, from)
    ? [forgottenText("payments", profile[nearest.direction === "in" ? "recentIn" : "recentOut"].length)]
    : [];
  const others = nearest.flows.length - nearest.small.length - nearest.unvalued.length;
  if (others > 0) exclusions.push(`${countOf(others, "payment")} left out: not below ${limitText(params)}`);
  const isNear = countFigure(listings.length, "listings", "at_least", 1, "in force within one hop");
  const { small, sumMicros, unvalued, latestMicros } = nearest;
  const sumMinMicros = BigInt(params.sumEurMin) * MICROS;
  const isEnough = small.length >= params.paymentsMin && sumMicros >= sumMinMicros;
  const belowMicros = BigInt(params.paymentEurBelow) * MICROS;
  const couldFire = latestMicros === undefined || latestMicros < belowMicros;
  if (couldFire && !isEnough && unvalued.length > 0 && small.length + unvalued.length >= params.paymentsMin)
    return { figures: [isNear], exclusions, missing: missingRateText(rates, unvalued, EUR), nearest, listings };
  const latest = latestMicros === undefined ? [] : [amountFigure(latestMicros, EUR, "below", belowMicros, LATEST_TEXT)];
  const figures = [
    ...latest,
    countFigure(small.length, "payments", "at_least", params.paymentsMin, paymentsText(params)),
    amountFigure(sumMicros, EUR, "at_least", sumMinMicros, "in these payments"),
    isNear,
  ];
  return { figures, exclusions, nearest, listings };
}

const LATEST_TEXT = "in the latest of these payments";

/** Those that have just grown by a small payment first, then those with most of them. */
function rankOf({ small, unvalued, latestMicros }: SmallSeries, { paymentEurBelow }: Params): number {
  const isSmallNow = latestMicros === undefined || latestMicros < BigInt(paymentEurBelow) * MICROS;
  return small.length + unvalued.length + (isSmallNow ? RECENT_FLOWS_MAX : 0);
}

const EXEMPT_TEXT =
  "the payment goes to a known service or a deposit address of one, and nobody has paid the sender since its last payment";

function smallAmong({ rates }: Encounter, series: PaymentSeries, { paymentEurBelow }: Params): SmallSeries {
  const small: RecentFlow[] = [];
  const unvalued: RecentFlow[] = [];
  let sumMicros = 0n;
  for (const flow of series.flows) {
    if (flow.isService) continue;
    const worth = worthOf(rates, flow, EUR);
    if (worth === undefined) unvalued.push(flow);
    else if (worth < BigInt(paymentEurBelow) * MICROS) {
      small.push(flow);
      sumMicros += worth;
    }
  }
  const latest = series.flows.at(-1);
  return { ...series, latestMicros: latest && worthOf(rates, latest, EUR), small, unvalued, sumMicros };
}

function limitText({ paymentEurBelow }: Params): string {
  return `${groupDigits(`${paymentEurBelow}`)} EUR`;
}

function paymentsText(params: Params): string {
  return `below ${limitText(params)} each of one payer to one payee in ${countOf(params.windowDays, "day")}`;
}

function describe(
  { sender, chain }: Encounter,
  params: Params,
  { direction, counterparty, small, sumMicros }: SmallSeries,
): string {
  const [subject, other] = [sender.address, counterparty].map((address) => formatAddress(address, chain.family));
  const moved = `${countOf(small.length, "payment")} below ${limitText(params)} in ${countOf(params.windowDays, "day")}`;
  const toward = direction === "out" ? `sent ${moved} to ${other}` : `received ${moved} from ${other}`;
  return `${subject} ${toward}, ${formatMicros(sumMicros, EUR)} together, and is within one hop of a listed address`;
}
