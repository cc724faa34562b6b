import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import { tallyOf } from "../counterparty-tally.ts";
import { countOf, groupDigits } from "../decimal-text.ts";
import { countFigure, shareFigure, shareText } from "../figure-of.ts";
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
import { missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { lumpOf } from "../lump.ts";
import { formatMicros } from "../money.ts";
import { PROFILE_DAYS_MAX, type Profile, RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { dayOf, dayText } from "../rate-day.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { smallPayersAmong } from "../small-payers.ts";
import { collectThenLumpOutExamples } from "./collect-then-lump-out.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(7)
    .describe("days in which it was collected [E]"),
  payersMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(20).describe("distinct payers [E]"),
  paymentUsdMax: z
    .int()
    .min(1)
    .default(1_000)
    .describe("USD that each payment of a payer stays within (FATF R.16) [P]"),
  outflowHours: z.int().min(1).max(168).default(24).describe("hours in which it went out [E]"),
  recipientsMax: z.int().min(1).max(RECENT_FLOWS_MAX).default(2).describe("distinct recipients [E]"),
  shareOutPercent: z
    .int()
    .min(1)
    .max(100)
    .default(80)
    .describe("percent of all that came in; the recipients got so much of all that went out [E]"),
  shareCollectedPercent: z
    .int()
    .min(1)
    .max(100)
    .default(50)
    .describe(
      "percent of what came in that the payers' payments are, so that dust sent to anybody is no collection [E]",
    ),
  dustUsdBelow: z
    .int()
    .min(0)
    .default(10)
    .describe("USD below which a payer whose address imitates another counterparty's is left out [P]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: shops and donation drives collect in the same shape. */
const CONFIDENCE_PERCENT = 50;

/** Small payments of many, then nearly all of it to one or two. */
export const collectThenLumpOut = defineDepthHeuristic<Params>({
  id: "collect-then-lump-out",
  version: 1,
  title: "Small payments collected from many, then passed on as a lump",
  summary:
    "Fires on a payment of an address that many payers have each sent small amounts within a few days, when the payments of the " +
    "last hours take most of all that came in, and one or two recipients got most of that; others may have got little besides. The " +
    "small payments must be most of what came in: anybody can be sent dust by many. A payer counts when each of its " +
    "payments in the window is small at its own block time. Known services do not count as payers, and nothing is said about payments " +
    "of a known service. A payer of dust whose address imitates another counterparty's is an attempt to be mistaken for it, and is left out.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: small amounts from many unrelated wallets, then moved on or cashed out",
    "FinCEN FIN-2025-A001, 2025: small amounts collected over a short period, then a lump sum",
    "FATF Recommendation 16: 1,000 USD or EUR",
    "Days, payers, recipients, hours and shares: ours [E]; dust below 10 USD: published by those who track address poisoning [P]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 7 * DAY_S,
  historyS: ({ windowDays, outflowHours }) => Math.max(windowDays * DAY_S, outflowHours * HOUR_S),
  mayFire: ({ time, received, lastReceived }, { payersMin, windowDays }) =>
    received >= payersMin && lastReceived >= time - windowDays * DAY_S,
  cannotFire,
  assess(encounter, params) {
    if (cannotFire(encounter, params)) return silence(() => measure(encounter, params));
    const measured = measure(encounter, params);
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity: "MEDIUM",
        score: scoreFinding("MEDIUM", CONFIDENCE_PERCENT),
        text: describe(encounter, params, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
        supporting: supportingPlaces(measured.counted),
      }
    );
  },
  examples: collectThenLumpOutExamples,
});

function cannotFire(encounter: Encounter, params: Params): boolean {
  const { profile, block } = encounter;
  const first = profile.recentIn.at(-params.payersMin);
  return (
    first === undefined ||
    first.time < block.time - params.windowDays * DAY_S ||
    presentPayment(encounter) === undefined ||
    isKeptOrSpread(encounter, params) ||
    hasFewerPayers(profile.recentIn, params.payersMin)
  );
}

/** Of all that are remembered, whatever they paid. */
function hasFewerPayers(recentIn: readonly RecentFlow[], countMin: number): boolean {
  if (tallyOf(recentIn).distinctMin >= countMin) return false;
  const payers = new Set<Address>();
  for (const { counterparty } of recentIn) {
    if (payers.add(counterparty).size === countMin) return false;
  }
  return true;
}

/** Most of what came in is still there, or went to more than a few. */
function isKeptOrSpread({ profile, block, rates }: Encounter, params: Params): boolean {
  const outflows = flowsSince(profile.recentOut, block.time - params.outflowHours * HOUR_S);
  const lump = lumpOf(rates, outflows, params.shareOutPercent);
  if (lump === undefined) return false;
  if (lump.recipientCount > params.recipientsMax) return true;
  const from = block.time - params.windowDays * DAY_S;
  const inMicros = worthOfAll(rates, allSince(profile, from), USD);
  return inMicros !== undefined && lump.outMicros * 100n < inMicros * BigInt(params.shareOutPercent);
}

interface Collected extends Measurement {
  /** Payments of the payers that count, in ledger order. */
  counted: readonly RecentFlow[];
  payerCount: number;
  recipientCount: number;
  inMicros: bigint;
  outMicros: bigint;
}

function measure(encounter: Encounter, params: Params): Collected {
  const { profile, block, rates } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const outFrom = block.time - params.outflowHours * HOUR_S;
  const inflows = flowsSince(profile.recentIn, from);
  const outflows = flowsSince(profile.recentOut, outFrom);
  const { payers, imitatorCount, serviceCount } = smallPayersAmong(encounter, inflows, params);
  const counted = inflows.filter(({ counterparty, isService }) => !isService && payers.has(counterparty));
  const all = allSince(profile, from);
  const inMicros = worthOfAll(rates, all, USD);
  const rememberedMicros = worthOfAll(rates, inflows, USD);
  const collectedMicros = worthOfAll(rates, counted, USD);
  const lump = lumpOf(rates, outflows, params.shareOutPercent);

  const figures = [
    countFigure(payers.size, "payers", "at_least", params.payersMin, `${paymentText(params)} ${windowText(params)}`),
  ];
  if (rememberedMicros !== undefined && collectedMicros !== undefined) {
    const name = `of the inflows ${windowText(params)} in these payments`;
    figures.push(shareFigure(collectedMicros, rememberedMicros, "at_least", params.shareCollectedPercent, name));
  }
  if (lump !== undefined) {
    const name = `for ${params.shareOutPercent} % of all outflows ${outflowText(params)}`;
    figures.push(countFigure(lump.recipientCount, "recipients", "at_most", params.recipientsMax, name));
  }
  if (inMicros !== undefined && lump !== undefined) {
    const name = `of all inflows ${windowText(params)} sent on ${outflowText(params)}`;
    figures.push(shareFigure(lump.outMicros, inMicros, "at_least", params.shareOutPercent, name));
  }
  const exclusions: string[] = [];
  if (imitatorCount > 0) exclusions.push(`${countOf(imitatorCount, "payer")} left out: dust from imitating addresses`);
  if (serviceCount > 0) exclusions.push(`${countOf(serviceCount, "payer")} left out: known services`);
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenInflowsText(inflows.length, from));
  if (mayHaveForgotten(profile, "out", outFrom)) exclusions.push(forgottenText("outflows", outflows.length));
  const unvalued = inMicros === undefined ? all : lump === undefined ? outflows : undefined;
  return {
    counted,
    payerCount: payers.size,
    recipientCount: lump?.recipientCount ?? 0,
    inMicros: inMicros ?? 0n,
    outMicros: lump?.outMicros ?? 0n,
    figures,
    exclusions,
    exempt: presentPayment(encounter) === undefined ? noPaymentText(encounter) : undefined,
    missing: unvalued && missingRateText(rates, unvalued, USD),
  };
}

/**
 * All that came in: where more came than is remembered one by one, on the window's days. The first day is taken whole and
 * the days' sums hold newly issued money besides payments, so the share sent on can come out too low here, never too high.
 */
function allSince(profile: Profile, from: number): ReadonlyArray<Pick<RecentFlow, "peg" | "micros" | "time">> {
  if (!mayHaveForgotten(profile, "in", from)) return flowsSince(profile.recentIn, from);
  const since = profile.days.filter(({ day }) => day >= dayOf(from));
  return since.flatMap(({ day, in: { sums } }) => sums.map((sum) => ({ ...sum, time: day * DAY_S })));
}

function forgottenInflowsText(count: number, from: number): string {
  return (
    `${forgottenText("inflows", count)}; all that came in is the sum of whole days since ${dayText(dayOf(from))}, ` +
    "with what was issued to it"
  );
}

function paymentText({ paymentUsdMax }: Params): string {
  return `of at most ${groupDigits(`${paymentUsdMax}`)} USD each`;
}

function windowText({ windowDays }: Params): string {
  return `in ${countOf(windowDays, "day")}`;
}

function outflowText({ outflowHours }: Params): string {
  return `within ${outflowHours} h`;
}

function describe({ sender, chain }: Encounter, params: Params, collected: Collected): string {
  const { counted, payerCount, recipientCount, inMicros, outMicros } = collected;
  const received = `received ${countOf(counted.length, "payment")} ${paymentText(params)} from ${countOf(payerCount, "payer")}`;
  const share = shareText(outMicros, inMicros);
  return (
    `${formatAddress(sender.address, chain.family)} ${received} ${windowText(params)} and ` +
    `${outflowText(params)} sent ${formatMicros(outMicros, USD)}, ${share} of the ${formatMicros(inMicros, USD)} ` +
    `that came in, ${params.shareOutPercent} % or more of it to ${countOf(recipientCount, "recipient")}`
  );
}
