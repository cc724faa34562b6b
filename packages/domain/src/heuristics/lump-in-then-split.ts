import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure, shareFigure, shareText } from "../figure-of.ts";
import {
  DAY_S,
  flowsSince,
  forgottenText,
  HOUR_S,
  inLedgerOrder,
  mayHaveForgotten,
  noPaymentText,
  placeOf,
  presentPayment,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOf, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter, EVIDENCE_TRANSFERS_MAX } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { goesToService } from "../payment-series.ts";
import { RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import type { RateTable } from "../rate-table.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { isSwapLeg, SWAP_TEXT, swapLegsText, withoutSwapLegs } from "../swap-leg.ts";
import { lumpInThenSplitExamples } from "./lump-in-then-split.examples.ts";

const paramsSchema = z.strictObject({
  splitHours: z.int().min(1).max(168).default(24).describe("hours within which it came in and was split [E]"),
  receivedUsdMin: z.int().min(1).default(5_000).describe("USD of the one large payment [E]"),
  medianMultipleMin: z
    .int()
    .min(1)
    .max(1_000)
    .default(20)
    .describe("times the median of all that came in before, where anything did [E]"),
  recipientsMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(2).describe("distinct recipients of a part of it [E]"),
  partPercentMin: z.int().min(1).max(50).default(10).describe("percent of it from which a payment is a part [E]"),
  shareOutPercent: z.int().min(1).max(100).default(80).describe("percent of it that the parts come to [E]"),
  historyDays: z
    .int()
    .min(1)
    .default(30)
    .describe("days the lane must reach back, so that to have received nothing before means something [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: whoever sells a car and pays two bills looks the same. */
const CONFIDENCE_PERCENT = 20;

/** One payment, far larger than any before, goes out again at once in a few large parts. */
export const lumpInThenSplit = defineDepthHeuristic<Params>({
  id: "lump-in-then-split",
  version: 2,
  title: "One unusually large payment, split among a few at once",
  summary:
    "Fires on a payment of an address that received one large payment within the last day, many times what it usually gets or the " +
    "first that is known, and has since sent most of it on in large parts to two or more. Wages to many are no large parts. Payments from " +
    "known services are left out, since spending a withdrawal is ordinary, and so are payments to them and to what is inferred to be a deposit " +
    "address of one. What is swapped for another token in one transaction is neither received nor paid. That nothing follows for a long time, the last part of the published shape, no payment can " +
    "tell, and it is not asked: the finding is LOW.",
  sources: [
    "UN Secretary-General, 17th report on ISIL, 2023: extortion and kidnap for ransom, and profits of it shared",
    "FATF, Virtual Assets Red Flag Indicators, 2020: to a new or previously inactive account, staggered, then long silence",
    "Amounts, the multiple, hours and shares: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 7 * DAY_S,
  historyS: ({ historyDays, splitHours }) => Math.max(historyDays * DAY_S, splitHours * HOUR_S),
  mayFire: ({ time, paid, lastReceived }, { splitHours, recipientsMin }) =>
    paid >= recipientsMin && lastReceived >= time - splitHours * HOUR_S,
  cannotFire,
  assess(encounter, params) {
    const present = presentPayment(encounter);
    if (present === undefined || cannotFire(encounter, params)) {
      return silence(() => measure(encounter, present, params));
    }
    const measured = measure(encounter, present, params);
    const { lump } = measured;
    const restrained = restraint(measured);
    if (restrained !== undefined || lump === undefined) return restrained ?? silence(() => measured);
    return {
      outcome: "fires",
      severity: "LOW",
      score: scoreFinding("LOW", CONFIDENCE_PERCENT),
      text: describe(encounter, params, measured, lump),
      figures: measured.figures,
      exclusions: measured.exclusions,
      supporting: [lump, ...measured.parts.filter((part) => inLedgerOrder(part, present) < 0)]
        .slice(0, EVIDENCE_TRANSFERS_MAX - 1)
        .map(placeOf),
    };
  },
  examples: lumpInThenSplitExamples,
});

function cannotFire(encounter: Encounter, params: Params): boolean {
  const present = presentPayment(encounter);
  if (present === undefined) return true;
  const { recentIn, recentOut } = encounter.profile;
  const from = encounter.block.time - params.splitHours * HOUR_S;
  const newest = recentIn.at(-1);
  const before = recentOut.at(-params.recipientsMin);
  if (newest === undefined || newest.time < from || before === undefined || before.time < from) return true;
  if (goesToService(encounter, present)) return true;
  const leastMicros = BigInt(params.receivedUsdMin) * MICROS;
  if (countPayees(recentOut, from, params.recipientsMin) < params.recipientsMin) return true;
  for (let at = recentIn.length - 1; at >= 0; at--) {
    const { time, isService, peg, micros } = recentIn[at] as RecentFlow;
    if (time < from) return true;
    if (!isService && (peg !== USD || micros >= leastMicros)) return false;
  }
  return true;
}

/** Others than known services that were paid since a block time, up to so many. */
function countPayees(recentOut: readonly RecentFlow[], from: number, most: number): number {
  const payees: Address[] = [];
  for (let at = recentOut.length - 1; at >= 0 && payees.length < most; at--) {
    const { time, isService, counterparty } = recentOut[at] as RecentFlow;
    if (time < from) break;
    if (!isService && !payees.includes(counterparty)) payees.push(counterparty);
  }
  return payees.length;
}

interface Measured extends Measurement {
  lump?: RecentFlow;
  lumpMicros: bigint;
  /** Payments to those who got a part, in ledger order, after the lump. */
  parts: readonly RecentFlow[];
  partsMicros: bigint;
  recipientCount: number;
}

const NOTHING = { figures: [], exclusions: [], lumpMicros: 0n, parts: [], partsMicros: 0n, recipientCount: 0 };

function measure(encounter: Encounter, present: RecentFlow | undefined, params: Params): Measured {
  if (present === undefined) return { ...NOTHING, exempt: noPaymentText(encounter) };
  if (goesToService(encounter, present)) {
    return { ...NOTHING, exempt: "the payment goes to a known service or a deposit address of one" };
  }
  if (isSwapLeg(encounter, "out", present)) return { ...NOTHING, exempt: SWAP_TEXT };
  const { profile, block, rates } = encounter;
  const from = block.time - params.splitHours * HOUR_S;
  const all = flowsSince(profile.recentIn, from).filter((flow) => inLedgerOrder(flow, present) < 0);
  const others = all.filter(({ isService }) => !isService);
  const paid = flowsSince(profile.recentOut, from).filter(({ isService }) => !isService);
  const inflows = withoutSwapLegs(encounter, "in", others);
  const outflows = withoutSwapLegs(encounter, "out", paid);
  const exclusions =
    all.length > others.length
      ? [`${countOf(all.length - others.length, "inflow")} left out: from known services`]
      : [];
  exclusions.push(...swapLegsText("in", others.length - inflows.length));
  exclusions.push(...swapLegsText("out", paid.length - outflows.length));
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("outflows", paid.length));

  const areInflowsValued = worthOfAll(rates, inflows, USD) !== undefined;
  const lump = areInflowsValued ? largestOf(rates, inflows) : undefined;
  const lumpMicros = lump === undefined ? 0n : microsOf(rates, lump);
  const leastMicros = BigInt(params.receivedUsdMin) * MICROS;
  const largestText = `in the largest payment received ${withinText(params)}`;
  const received = amountFigure(lumpMicros, USD, "at_least", leastMicros, largestText);
  if (areInflowsValued && (lump === undefined || !received.met)) return { ...NOTHING, figures: [received], exclusions };
  if (lump === undefined || worthOfAll(rates, outflows, USD) === undefined) {
    const missing = missingRateText(rates, areInflowsValued ? outflows : inflows, USD);
    const payees = new Set(outflows.map(({ counterparty }) => counterparty)).size;
    const figures = [countFigure(payees, "recipients", "at_least", params.recipientsMin, `paid ${withinText(params)}`)];
    return { ...NOTHING, figures, exclusions, missing };
  }

  const before = profile.recentIn.filter((flow) => inLedgerOrder(flow, lump) < 0);
  const earlier = withoutSwapLegs(encounter, "in", before);
  const usual = usualFigure(encounter, params, earlier, lumpMicros);
  if (earlier.length === 0) exclusions.push("held against no usual amount: nothing came in before that is remembered");
  const { parts, partsMicros, recipientCount } = partsOf(encounter, params, lump, outflows);
  const figures = [
    received,
    ...(usual === undefined ? [] : [usual]),
    countFigure(recipientCount, "recipients", "at_least", params.recipientsMin, partText(params)),
    shareFigure(partsMicros, lumpMicros, "at_least", params.shareOutPercent, "of it in these parts"),
  ];
  const missing = earlier.length > 0 && usual === undefined ? missingRateText(rates, earlier, USD) : undefined;
  return { figures, exclusions, missing, lump, lumpMicros, parts, partsMicros, recipientCount };
}

/** Only of flows that were found to have a worth. */
function microsOf(rates: RateTable, flow: RecentFlow): bigint {
  return worthOf(rates, flow, USD) ?? 0n;
}

/** The first of the largest. */
function largestOf(rates: RateTable, flows: readonly RecentFlow[]): RecentFlow | undefined {
  let largest: RecentFlow | undefined;
  for (const flow of flows) {
    if (largest === undefined || microsOf(rates, flow) > microsOf(rates, largest)) largest = flow;
  }
  return largest;
}

/** Undefined where nothing came in before, or what did has no rate. */
function usualFigure(
  { rates }: Encounter,
  { medianMultipleMin }: Params,
  earlier: readonly RecentFlow[],
  lumpMicros: bigint,
): Figure | undefined {
  if (earlier.length === 0 || worthOfAll(rates, earlier, USD) === undefined) return undefined;
  const sorted = earlier.map((flow) => microsOf(rates, flow)).sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  // The upper one of two in the middle: never less than the median.
  const medianMicros = sorted[sorted.length >> 1] ?? 0n;
  const name = `in it, held against ${medianMultipleMin} times the median of ${countOf(earlier.length, "inflow")} before`;
  return amountFigure(lumpMicros, USD, "at_least", medianMicros * BigInt(medianMultipleMin), name);
}

function partsOf(
  { rates }: Encounter,
  { partPercentMin }: Params,
  lump: RecentFlow,
  outflows: readonly RecentFlow[],
): Pick<Measured, "parts" | "partsMicros" | "recipientCount"> {
  const lumpMicros = microsOf(rates, lump);
  const after = outflows.filter((flow) => inLedgerOrder(lump, flow) < 0);
  const received = new Map<Address, bigint>();
  for (const flow of after) {
    received.set(flow.counterparty, (received.get(flow.counterparty) ?? 0n) + microsOf(rates, flow));
  }
  const isPart = (micros: bigint) => micros > 0n && micros * 100n >= lumpMicros * BigInt(partPercentMin);
  const recipients = new Map([...received].filter(([, micros]) => isPart(micros)));
  return {
    parts: after.filter(({ counterparty }) => recipients.has(counterparty)),
    partsMicros: [...recipients.values()].reduce((sum, micros) => sum + micros, 0n),
    recipientCount: recipients.size,
  };
}

function withinText({ splitHours }: Params): string {
  return `within ${splitHours} h`;
}

function partText(params: Params): string {
  return `who since got ${params.partPercentMin} % of it or more`;
}

function describe({ sender, chain }: Encounter, params: Params, measured: Measured, lump: RecentFlow): string {
  const { lumpMicros, partsMicros, recipientCount } = measured;
  const [subject, payer] = [sender.address, lump.counterparty].map((address) => formatAddress(address, chain.family));
  return (
    `${subject} received ${formatMicros(lumpMicros, USD)} in one payment from ${payer} and ${withinText(params)} sent ` +
    `${formatMicros(partsMicros, USD)}, ${shareText(partsMicros, lumpMicros)} of it, in parts of ${params.partPercentMin} % or more ` +
    `to ${countOf(recipientCount, "recipient")}`
  );
}
