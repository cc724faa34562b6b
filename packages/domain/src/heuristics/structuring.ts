import { z } from "zod";
import { formatAddress } from "../address.ts";
import assert from "../assert.ts";
import { countOf } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure } from "../figure-of.ts";
import {
  DAY_S,
  flowsSince,
  forgottenText,
  HOUR_S,
  mayHaveForgotten,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { missingRateText } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { inferenceText } from "../inference.ts";
import { formatMicros } from "../money.ts";
import { type Payee, payeeOf } from "../payee.ts";
import { RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { applies, REPORTING_THRESHOLD_SOURCES, REPORTING_THRESHOLDS } from "../reporting-thresholds.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import {
  type Band,
  type BandCount,
  bandBelow,
  countInBand,
  isInBand,
  thresholdText,
  verdictOf,
} from "../threshold-band.ts";
import { timesPaid } from "../times-paid.ts";
import { structuringExamples } from "./structuring.examples.ts";

const thresholdSchema = z.strictObject({
  jurisdiction: z.string().regex(/^[A-Z]{2,4}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  amount: z.int().min(1),
  title: z.string().max(100),
});

const paramsSchema = z.strictObject({
  windowHours: z.int().min(1).max(168).default(24).describe("hours in which the payments follow each other [P]"),
  paymentsMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(3).describe("payments, this one among them [E]"),
  bandPercentMin: z
    .int()
    .min(1)
    .max(99)
    .default(90)
    .describe("percent of a threshold from which a payment is just below it [E]"),
  thresholds: z
    .array(thresholdSchema)
    .max(100)
    .default(REPORTING_THRESHOLDS.map((threshold) => ({ ...threshold })))
    .describe("whole units of a currency from which a jurisdiction treats a transfer differently [P]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: prices just below a round amount are common. */
const CONFIDENCE_PERCENT = 30;

/** One payer, one payee, several payments each just below an amount from which rules differ. */
export const structuring = defineDepthHeuristic<Params>({
  id: "structuring",
  version: 1,
  title: "Several payments just below a reporting threshold",
  summary:
    "Fires on a payment just below a reporting threshold when its sender has paid the same payee several such amounts within a day. " +
    "The payee is an address, or all addresses that lists attribute to one service, with the one paid now where it is inferred to " +
    "be a deposit address of it. Each payment is valued in the threshold's own currency at its own block time. The FATF's thresholds always apply; besides, those in the token's own currency and those of " +
    "the jurisdictions where a paid service is registered. Nothing is said about payments of a known service.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: amounts just below record or report thresholds, several within 24 hours",
    ...REPORTING_THRESHOLD_SOURCES,
    "Number of payments and band: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: DAY_S,
  historyS: ({ windowHours }) => windowHours * HOUR_S,
  mayFire: ({ paid }, { paymentsMin }) => paid >= paymentsMin,
  cannotFire,
  assess(encounter, params) {
    const present = presentPayment(encounter);
    if (present === undefined || cannotFire(encounter, params)) {
      return silence(() => measure(encounter, present, params));
    }
    const measured = measure(encounter, present, params);
    const restrained = restraint(measured);
    if (restrained !== undefined) return restrained;
    const { nearest } = measured;
    assert(nearest !== undefined, "without an applicable threshold the rule is exempt");
    return {
      outcome: "fires",
      severity: "MEDIUM",
      score: scoreFinding("MEDIUM", CONFIDENCE_PERCENT),
      text: describe(encounter, params, nearest),
      figures: measured.figures,
      exclusions: measured.exclusions,
      supporting: supportingPlaces(nearest.inBand.slice(0, -1)),
    };
  },
  examples: structuringExamples,
});

function cannotFire(encounter: Encounter, params: Params): boolean {
  const present = presentPayment(encounter);
  if (present === undefined) return true;
  const { profile, block, rates, recipient, recipientInferred } = encounter;
  const first = profile.recentOut.at(-params.paymentsMin);
  if (first === undefined || first.time < block.time - params.windowHours * HOUR_S) return true;
  const isNobody = recipient.entries.length === 0 && recipientInferred === undefined;
  if (isNobody && timesPaid(profile.recentOut, present) < params.paymentsMin) return true;
  const payee = payeeOf(encounter);
  if (paymentsTo(payee, encounter, params).length < params.paymentsMin) return true;
  return bandsFor(encounter, payee, params).every((band) => isInBand(rates, present, band) === false);
}

function paymentsTo(payee: Payee, { profile, block }: Encounter, { windowHours }: Params): readonly RecentFlow[] {
  return flowsSince(profile.recentOut, block.time - windowHours * HOUR_S).filter(payee.receives);
}

function bandsFor({ token }: Encounter, { jurisdictions }: Payee, { thresholds, bandPercentMin }: Params): Band[] {
  return thresholds
    .filter((threshold) => applies(threshold, token.token.peg, jurisdictions))
    .map((threshold) => bandBelow(threshold, bandPercentMin));
}

interface Structured extends Measurement {
  /** The threshold that fires, or came nearest; none where the rule is exempt. */
  nearest?: BandCount;
}

function measure(encounter: Encounter, present: RecentFlow | undefined, params: Params): Structured {
  if (present === undefined) return { figures: [], exclusions: [], exempt: noPaymentText(encounter) };
  const { profile, block, rates } = encounter;
  const payee = payeeOf(encounter);
  const payments = paymentsTo(payee, encounter, params);
  const counts = bandsFor(encounter, payee, params)
    .map((band) => countInBand(rates, present, payments, band))
    .sort((a, b) => b.inBand.length - a.inBand.length || compareSize(encounter, b.band, a.band));
  const verdicts = counts.map((count) => verdictOf(count, params.paymentsMin));
  const nearest = counts[verdicts.indexOf("fires")] ?? counts[0];
  if (nearest === undefined) return { figures: [], exclusions: [], exempt: "no threshold applies to this payment" };

  const unknown = counts.filter((_, index) => verdicts[index] === "unknown");
  const unknownTexts = unknown.map(
    ({ band, unvalued }) =>
      `not held against ${thresholdText(band)}: ${missingRateText(rates, unvalued, band.threshold.currency)}`,
  );
  const isFiring = verdicts.includes("fires");
  const exclusions = isFiring ? unknownTexts : [];
  if (encounter.recipientInferred !== undefined) {
    exclusions.push(`the payee counts as the service's: it is ${inferenceText(encounter.recipientInferred)}`);
  }
  if (mayHaveForgotten(profile, "out", block.time - params.windowHours * HOUR_S)) {
    exclusions.push(forgottenText("payments", profile.recentOut.length));
  }
  const missing = isFiring || unknown.length === 0 ? undefined : unknownTexts.join("; ");
  // An unmet figure would stand for a silence that nobody can vouch for.
  const figures = missing === undefined ? figuresOf(nearest, params) : [];
  return { figures, exclusions, missing, nearest };
}

/** By what the thresholds are worth in the payment's own currency; without a rate, least. */
function compareSize({ token, block, rates }: Encounter, a: Band, b: Band): number {
  const [left, right] = [a, b].map(
    ({ threshold, belowMicros }) => rates.convert(belowMicros, threshold.currency, token.token.peg, block.time) ?? 0n,
  ) as [bigint, bigint];
  return left === right ? 0 : left > right ? 1 : -1;
}

function figuresOf({ band, presentMicros, inBand, sumMicros }: BandCount, params: Params): Figure[] {
  const { currency } = band.threshold;
  const figures = [
    countFigure(
      inBand.length,
      "payments",
      "at_least",
      params.paymentsMin,
      `${bandText(band, params)} ${windowText(params)}`,
    ),
    amountFigure(sumMicros, currency, "at_least", band.belowMicros, "in these payments"),
  ];
  if (presentMicros === undefined) return figures;
  return [
    ...figures,
    amountFigure(presentMicros, currency, "at_least", band.fromMicros, "in this payment"),
    amountFigure(presentMicros, currency, "below", band.belowMicros, "in this payment"),
  ];
}

function bandText(band: Band, { bandPercentMin }: Params): string {
  return `of ${bandPercentMin} % to 100 % of ${thresholdText(band)} to one payee`;
}

function windowText({ windowHours }: Params): string {
  return `within ${windowHours} h`;
}

function describe(encounter: Encounter, params: Params, { band, inBand, sumMicros }: BandCount): string {
  const { sender, chain } = encounter;
  const payee = payeeOf(encounter).describe(new Set(inBand.map(({ counterparty }) => counterparty)).size);
  return (
    `${formatAddress(sender.address, chain.family)} sent ${countOf(inBand.length, "payment")} of ${params.bandPercentMin} % ` +
    `to 100 % of ${thresholdText(band)} to ${payee} ${windowText(params)}, ` +
    `${formatMicros(sumMicros, band.threshold.currency)} together`
  );
}
