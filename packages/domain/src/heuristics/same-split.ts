import { z } from "zod";
import { formatAddress } from "../address.ts";
import { countOf, groupDigits } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { countFigure, shareFigure } from "../figure-of.ts";
import {
  DAY_S,
  flowsSince,
  forgottenText,
  HOUR_S,
  inLedgerOrder,
  mayHaveForgotten,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOf, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { goesToService } from "../payment-series.ts";
import { PROFILE_DAYS_MAX, RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { isSplitAlike, roundsOf, type SplitRound } from "../split-round.ts";
import { isSwapLeg, SWAP_TEXT, swapLegsText, withoutSwapLegs } from "../swap-leg.ts";
import { timesPaid } from "../times-paid.ts";
import { sameSplitExamples } from "./same-split.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(90)
    .describe("days in which it was split again and again [E]"),
  splitHours: z.int().min(1).max(168).default(72).describe("hours within which a large payment is split [E]"),
  receivedUsdMin: z.int().min(1).default(1_000).describe("USD from which a payment received is large [E]"),
  splitsMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(3).describe("splits alike, this one among them [E]"),
  recipientsMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(2).describe("distinct recipients of each [E]"),
  recipientsMax: z.int().min(2).max(RECENT_FLOWS_MAX).default(5).describe("the most of them: wages have more [E]"),
  sharePointsMax: z.int().min(0).max(100).default(2).describe("percentage points that a share may differ by [E]"),
  totalsVaryPercentMin: z
    .int()
    .min(0)
    .max(1_000)
    .default(20)
    .describe(
      "percent that the largest total exceeds the least by: fixed wages and rents do not follow what came in [E]",
    ),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: partners of a lawful business share its income in the same shape. */
const CONFIDENCE_PERCENT = 20;

/** Whatever comes in, the same few get the same shares of it. */
export const sameSplit = defineDepthHeuristic<Params>({
  id: "same-split",
  version: 2,
  title: "What comes in is shared among the same few in the same proportions",
  summary:
    "Fires on the payment that completes a split: a large payment came in, and within days what went out reached the same few " +
    "recipients, in the same proportions, as after large payments before, though it was more or less each time. " +
    "Wages, rents and other fixed amounts do not follow what came in, so they are not such splits; neither are payments to many. Payments to known services are left " +
    "out, and a payment to one or to an inferred deposit address of one is not judged; what is swapped for another token in one " +
    "transaction is neither received nor paid. Partners who share the income of a " +
    "business have the same shape and nothing here tells them apart, so the finding is LOW.",
  sources: [
    "UN Secretary-General, 17th report on ISIL, 2023: profits of kidnapping for ransom shared between two groups",
    "Days, hours, number of splits, recipients, tolerance and amounts: ours [E]",
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
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity: "LOW",
        score: scoreFinding("LOW", CONFIDENCE_PERCENT),
        text: describe(encounter, params, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
        supporting: supportingPlaces(
          measured.alike
            .flatMap(({ inflow, outflows }) => [inflow, ...outflows])
            .filter((flow) => inLedgerOrder(flow, present) < 0),
        ),
      }
    );
  },
  examples: sameSplitExamples,
});

function cannotFire(encounter: Encounter, params: Params): boolean {
  const present = presentPayment(encounter);
  if (present === undefined) return true;
  const { recentIn, recentOut } = encounter.profile;
  const { splitsMin, recipientsMin } = params;
  if (recentIn.length < splitsMin || recentOut.length < splitsMin * recipientsMin) return true;
  if (!hasLargeInflow(encounter, params) || goesToService(encounter, present)) return true;
  return timesPaid(recentOut, present) < splitsMin;
}

/** Recently enough for the present payment to be a part of it; without asking for a rate. */
function hasLargeInflow({ profile, block }: Encounter, { splitHours, receivedUsdMin }: Params): boolean {
  const from = block.time - splitHours * HOUR_S;
  const leastMicros = BigInt(receivedUsdMin) * MICROS;
  for (let at = profile.recentIn.length - 1; at >= 0; at--) {
    const { time, peg, micros } = profile.recentIn[at] as RecentFlow;
    if (time < from) return false;
    if (peg !== USD || micros >= leastMicros) return true;
  }
  return false;
}

function paymentsTo({ counterparty }: RecentFlow, outflows: readonly RecentFlow[]): readonly RecentFlow[] {
  return outflows.filter((flow) => flow.counterparty === counterparty);
}

interface Measured extends Measurement {
  /** In ledger order; the last holds the present payment. */
  alike: readonly SplitRound[];
}

function measure(encounter: Encounter, present: RecentFlow | undefined, params: Params): Measured {
  const none = { figures: [], exclusions: [], alike: [] };
  if (present === undefined) return { ...none, exempt: noPaymentText(encounter) };
  if (goesToService(encounter, present)) {
    return { ...none, exempt: "the payment goes to a known service or a deposit address of one" };
  }
  if (isSwapLeg(encounter, "out", present)) return { ...none, exempt: SWAP_TEXT };
  const { profile, block, rates } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const received = flowsSince(profile.recentIn, from).filter((flow) => inLedgerOrder(flow, present) < 0);
  const inflows = withoutSwapLegs(encounter, "in", received);
  const all = flowsSince(profile.recentOut, from);
  const others = all.filter(({ isService }) => !isService);
  const outflows = withoutSwapLegs(encounter, "out", others);
  const exclusions =
    all.length > others.length ? [`${countOf(all.length - others.length, "outflow")} left out: to known services`] : [];
  exclusions.push(...swapLegsText("in", received.length - inflows.length));
  exclusions.push(...swapLegsText("out", others.length - outflows.length));
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenText("inflows", received.length));
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("outflows", all.length));
  const { splitsMin } = params;
  const paid = paymentsTo(present, outflows).length;
  const payments = countFigure(paid, "payments", "at_least", splitsMin, `to this payee ${windowText(params)}`);

  const unvalued = [inflows, outflows].find((flows) => worthOfAll(rates, flows, USD) === undefined);
  if (unvalued !== undefined) {
    const missing = missingRateText(rates, unvalued, USD);
    const came = countFigure(inflows.length, "inflows", "at_least", splitsMin, windowText(params));
    const sentMin = splitsMin * params.recipientsMin;
    const sent = countFigure(outflows.length, "outflows", "at_least", sentMin, windowText(params));
    return { ...none, figures: [payments, came, sent], exclusions, missing };
  }
  const leastMicros = BigInt(params.receivedUsdMin) * MICROS;
  const large = inflows.filter((flow) => (worthOf(rates, flow, USD) ?? 0n) >= leastMicros);
  const rounds = roundsOf(rates, large, outflows, params.splitHours * HOUR_S);
  const last = rounds.at(-1);
  const isOfThisPayment = last?.outflows.at(-1) === present;
  const alike =
    last === undefined || !isOfThisPayment
      ? []
      : rounds.filter((round) => isSplitAlike(round, last, params.sharePointsMax));
  return { figures: [payments, ...figuresOf(alike, params)], exclusions, alike };
}

function figuresOf(alike: readonly SplitRound[], params: Params): Figure[] {
  const { splitsMin, recipientsMin, recipientsMax, totalsVaryPercentMin } = params;
  const splits = countFigure(alike.length, "splits", "at_least", splitsMin, splitsText(params));
  const [first] = alike;
  if (first === undefined) return [splits];
  const recipientCount = first.amounts.size;
  let [least, most] = [first.totalMicros, first.totalMicros];
  for (const { totalMicros } of alike) {
    if (totalMicros < least) least = totalMicros;
    if (totalMicros > most) most = totalMicros;
  }
  return [
    splits,
    countFigure(recipientCount, "recipients", "at_least", recipientsMin, "of each"),
    countFigure(recipientCount, "recipients", "at_most", recipientsMax, "of each"),
    shareFigure(most - least, least, "at_least", totalsVaryPercentMin, "more in the largest of them than in the least"),
  ];
}

function windowText({ windowDays }: Params): string {
  return `in ${countOf(windowDays, "day")}`;
}

function splitsText({ receivedUsdMin, splitHours, sharePointsMax }: Params): string {
  const received = `after ${groupDigits(`${receivedUsdMin}`)} USD or more came in`;
  return `within ${splitHours} h ${received}, to the same recipients in shares that differ by at most ${sharePointsMax} points`;
}

function describe({ sender, chain }: Encounter, params: Params, { alike }: Measured): string {
  const last = alike.at(-1);
  const recipients = [...(last?.amounts ?? [])].map(([address, micros]) => {
    const percent = ((micros * 1_000n) / (last?.totalMicros ?? 1n) + 5n) / 10n;
    return `${percent} % to ${formatAddress(address, chain.family)}`;
  });
  const total = alike.reduce((sum, { totalMicros }) => sum + totalMicros, 0n);
  return (
    `${formatAddress(sender.address, chain.family)} has ${countOf(alike.length, "time")} ${windowText(params)} shared what ` +
    `came in among the same ${countOf(recipients.length, "recipient")}, ${recipients.join(", ")}, ${formatMicros(total, USD)} together`
  );
}
