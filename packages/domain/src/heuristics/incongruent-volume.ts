import { z } from "zod";
import { formatAddress } from "../address.ts";
import { isFirstOfDay, SAID_TODAY_TEXT, volumeOfDays } from "../day-volume.ts";
import { countOf } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure } from "../figure-of.ts";
import {
  DAY_S,
  flowsSince,
  forgottenText,
  inLedgerOrder,
  mayHaveForgotten,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOf, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { PEER_BANDS_TEXT, type PeerBand, peerBandsOf } from "../peer-band.ts";
import { PROFILE_DAYS_MAX, RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { dayOf } from "../rate-day.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { spreadOf } from "../ticket-spread.ts";
import { incongruentVolumeExamples } from "./incongruent-volume.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z.int().min(1).max(30).default(7).describe("whole days, with the present one, that are looked at [E]"),
  baselineDays: z
    .int()
    .min(14)
    .max(PROFILE_DAYS_MAX - 31)
    .default(60)
    .describe("days before these that say what is usual [E]"),
  multipleMin: z.int().min(2).max(1_000).default(10).describe("times what is usual in as many days [E]"),
  paymentsMin: z
    .int()
    .min(3)
    .max(RECENT_FLOWS_MAX)
    .default(8)
    .describe("payments received before, without which nothing is usual [E]"),
  spreadsMin: z
    .int()
    .min(1)
    .max(1_000)
    .default(6)
    .describe("spreads (1.4826 times the median distance from the median) that the largest payment is beyond it [E]"),
  peerBands: z
    .string()
    .regex(PEER_BANDS_TEXT)
    .default("20=2000 100=8000 1000=60000 10000=400000 100000=4000000")
    .describe("USD of a usual payment, and what 99 in 100 who are paid so receive in a week at most [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: who sells a house is paid once as never before. */
const CONFIDENCE_PERCENT = 15;

/** Far more comes in than ever, and than others of its kind receive. */
export const incongruentVolume = defineDepthHeuristic<Params>({
  id: "incongruent-volume",
  version: 1,
  title: "Receipts out of proportion to the address's own past and to its peers",
  summary:
    "Fires on the first payment of a day of an address that received in a week many times what it usually does, more than nearly " +
    "all whose payments are usually as large as its own, and in it one payment far beyond what it is usually paid. Peers are bands by " +
    "the usual payment, kept as a parameter and not learnt. Payments from known services are no such payment: a withdrawal is its " +
    "owner's. What a customer has declared is not known on a chain, and not compared. Who is so busy that nothing from before " +
    "the week is remembered one by one is not judged. Whoever sells a house looks the same: it is never more than LOW.",
  sources: [
    "Conflict Armament Research, 2020: purchases incongruent with the business of who made them",
    "FATF, Virtual Assets Red Flag Indicators, 2020: transactions inconsistent with the customer's profile [P]",
    "Days, multiples, number of payments, spreads and every peer band: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 7 * DAY_S,
  historyS: ({ windowDays, baselineDays }) => (windowDays + baselineDays) * DAY_S,
  supportS: ({ windowDays }) => windowDays * DAY_S,
  cannotFire,
  assess(encounter, params) {
    if (cannotFire(encounter, params)) return silence(() => measure(encounter, params));
    const measured = measure(encounter, params);
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity: "LOW",
        score: scoreFinding("LOW", CONFIDENCE_PERCENT),
        text: describe(encounter, params, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
        supporting: supportingPlaces(measured.inflows.filter((flow) => inLedgerOrder(flow, encounter.transfer) < 0)),
      }
    );
  },
  examples: incongruentVolumeExamples,
});

/** Too little is known, nothing came in lately, or it was judged today. */
function cannotFire(encounter: Encounter, params: Params): boolean {
  const { profile, block } = encounter;
  const { recentIn } = profile;
  const newest = recentIn.at(-1);
  if (recentIn.length <= params.paymentsMin || newest === undefined) return true;
  const from = firstDayOf(block.time, params) * DAY_S;
  if (newest.time < from || (recentIn[params.paymentsMin - 1] as RecentFlow).time >= from) return true;
  const present = presentPayment(encounter);
  if (present === undefined || !isFirstOfDay(profile, present)) return true;
  return countEarlier(recentIn, from - params.baselineDays * DAY_S, from) < params.paymentsMin;
}

/** From others than known services, from one block time until another. */
function countEarlier(recentIn: readonly RecentFlow[], from: number, to: number): number {
  let count = 0;
  for (const { time, isService } of recentIn) if (time >= from && time < to && !isService) count++;
  return count;
}

function firstDayOf(time: number, { windowDays }: Params): number {
  return dayOf(time) - windowDays + 1;
}

interface Incongruent extends Measurement {
  /** Of the window, from others than known services, in ledger order. */
  inflows: readonly RecentFlow[];
  receivedMicros: bigint;
  usualMicros: bigint;
  largestMicros: bigint;
  medianMicros: bigint;
}

function measure(encounter: Encounter, params: Params): Incongruent {
  const { profile, rates, block } = encounter;
  const firstDay = firstDayOf(block.time, params);
  const from = firstDay * DAY_S;
  const baselineFrom = firstDay - params.baselineDays;
  const all = flowsSince(profile.recentIn, from);
  const inflows = all.filter(({ isService }) => !isService);
  const earlier = flowsSince(profile.recentIn, baselineFrom * DAY_S).filter(
    (flow) => flow.time < from && !flow.isService,
  );
  const received = volumeOfDays(profile, "in", rates, firstDay);
  const before = volumeOfDays(profile, "in", rates, baselineFrom, firstDay - 1);
  const known = countFigure(earlier.length, "payments", "at_least", params.paymentsMin, beforeText(params));
  const exclusions: string[] = [];
  if (inflows.length < all.length) {
    exclusions.push(`${countOf(all.length - inflows.length, "inflow")} left out as the largest: from known services`);
  }
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenText("inflows", all.length));
  const exempt = exemptionOf(encounter);
  const nothing = { inflows, receivedMicros: 0n, usualMicros: 0n, largestMicros: 0n, medianMicros: 0n };
  if (!known.met) return { ...nothing, figures: [known], exclusions, exempt };

  const unvalued = [earlier, inflows].find((flows) => worthOfAll(rates, flows, USD) === undefined);
  const missing = received.missing ?? before.missing ?? (unvalued && missingRateText(rates, unvalued, USD));
  if (received.micros === undefined || before.micros === undefined || unvalued !== undefined) {
    return { ...nothing, figures: [known], exclusions, exempt, missing };
  }
  const worth = (flow: RecentFlow) => worthOf(rates, flow, USD) ?? 0n;
  const { medianMicros, spreadMicros } = spreadOf(earlier.map(worth));
  let largestMicros = 0n;
  for (const micros of inflows.map(worth)) if (micros > largestMicros) largestMicros = micros;
  const usualMicros = usualOf(before.micros, firstDay, encounter, params);
  const band = peerBandsOf(params.peerBands).find(({ ticketUsdMax }) => medianMicros <= ticketUsdMax * MICROS);
  return {
    inflows,
    receivedMicros: received.micros,
    usualMicros,
    largestMicros,
    medianMicros,
    figures: [
      known,
      ...expectations(received.micros, usualMicros, band, params),
      amountFigure(
        largestMicros,
        USD,
        "at_least",
        medianMicros + BigInt(params.spreadsMin) * spreadMicros,
        `in the largest payment, held against their median and ${params.spreadsMin} times their spread`,
      ),
    ],
    exclusions,
    exempt:
      exempt ?? (band === undefined ? "what it was usually paid before is more than any peer band has" : undefined),
    missing,
  };
}

/**
 * What the receipts are held against: its own past, and its peers. What a customer declared belongs here, as a figure of its
 * own in place of both, once somebody supplies it.
 */
function expectations(
  receivedMicros: bigint,
  usualMicros: bigint,
  band: PeerBand | undefined,
  { windowDays, multipleMin }: Params,
): Figure[] {
  const received = `received in ${countOf(windowDays, "day")}, held against`;
  const own = amountFigure(
    receivedMicros,
    USD,
    "at_least",
    usualMicros * BigInt(multipleMin),
    `${received} ${multipleMin} times what is usual`,
  );
  if (band === undefined) return [own];
  // The bands are of weeks.
  const limit = (band.receivedUsd * MICROS * BigInt(windowDays)) / 7n;
  const name = `${received} what 99 in 100 receive whose payments are usually of at most ${band.ticketUsdMax} USD`;
  return [own, amountFigure(receivedMicros, USD, "at_least", limit, name)];
}

/** In as many days as the window has; of a young address, by the days that it was there. */
function usualOf(
  beforeMicros: bigint,
  firstDay: number,
  { profile }: Encounter,
  { windowDays, baselineDays }: Params,
): bigint {
  const age = firstDay - dayOf(profile.firstSeen ?? 0);
  const days = Math.max(1, Math.min(baselineDays, age));
  return (beforeMicros * BigInt(windowDays)) / BigInt(days);
}

function beforeText({ baselineDays }: Params): string {
  return `received in the ${countOf(baselineDays, "day")} before and remembered`;
}

function exemptionOf(encounter: Encounter): string | undefined {
  const present = presentPayment(encounter);
  if (present === undefined) return noPaymentText(encounter);
  return isFirstOfDay(encounter.profile, present) ? undefined : SAID_TODAY_TEXT;
}

function describe({ sender, chain }: Encounter, { windowDays }: Params, incongruent: Incongruent): string {
  const { receivedMicros, usualMicros, largestMicros, medianMicros } = incongruent;
  return (
    `${formatAddress(sender.address, chain.family)} received ${formatMicros(receivedMicros, USD)} in ${countOf(windowDays, "day")}, ` +
    `where ${formatMicros(usualMicros, USD)} are usual for it; the largest payment was of ${formatMicros(largestMicros, USD)}, ` +
    `where ${formatMicros(medianMicros, USD)} are usual`
  );
}
