import { z } from "zod";
import { formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import type { Severity } from "../entry.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, shareFigure, shareText } from "../figure-of.ts";
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
import { MICROS, missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import { type Assessment, defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { inferenceText } from "../inference.ts";
import { formatMicros } from "../money.ts";
import type { Profile, RecentFlow } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { rapidPassThroughExamples } from "./rapid-pass-through.examples.ts";

const paramsSchema = z.strictObject({
  shortWindowHours: z.int().min(1).max(168).default(1).describe("hours within which it is a MEDIUM finding [E]"),
  longWindowHours: z.int().min(1).max(168).default(24).describe("hours within which it is a LOW finding [E]"),
  receivedUsdMin: z.int().min(1).default(1_000).describe("USD received, so that small change does not fire [E]"),
  shareOutPercent: z.int().min(1).max(100).default(90).describe("percent of it sent on [E]"),
  balancePercentMax: z.int().min(0).max(100).default(5).describe("percent of it still held, over all tokens [E]"),
  historyDays: z
    .int()
    .min(1)
    .default(7)
    .describe("days the lane must reach back, so that money from before is likely to have shown itself [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: whoever pays a bill from money just received looks the same. */
const CONFIDENCE_PERCENT = 20;

/** What came in goes out again at once, and nothing stays. */
export const rapidPassThrough = defineDepthHeuristic<Params>({
  id: "rapid-pass-through",
  version: 1,
  title: "Money passed on almost at once",
  summary:
    "Fires on a payment of an address that received money within the last hour, or day, and has since sent on nearly all of it, with " +
    "next to nothing left over all tokens. Payments from and to known services are left out: a deposit address forwards everything to " +
    "its exchange, and spending a withdrawal at once is ordinary. So is a payment to what is inferred to be such a deposit address. What is left is what came in and did not go out since the ledger " +
    "began; where more went out than came in, the address had money from before, its balance is unknown and the rule is silent.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: transferred on immediately after it came in",
    "Conflict Armament Research, 2020: goods moved remarkably rapidly",
    "Windows, shares and the least amount: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: DAY_S,
  historyS: ({ shortWindowHours, longWindowHours, historyDays }) =>
    Math.max(historyDays * DAY_S, Math.max(shortWindowHours, longWindowHours) * HOUR_S),
  mayFire: ({ time, lastReceived }, { shortWindowHours, longWindowHours }) =>
    lastReceived >= time - Math.max(shortWindowHours, longWindowHours) * HOUR_S,
  cannotFire,
  assess(encounter, params) {
    const { shortWindowHours, longWindowHours } = params;
    if (cannotFire(encounter, params)) return silence(() => measure(encounter, params, longWindowHours));
    const short = assessWithin(encounter, params, shortWindowHours, "MEDIUM");
    return short.outcome === "fires" ? short : assessWithin(encounter, params, longWindowHours, "LOW");
  },
  examples: rapidPassThroughExamples,
});

function cannotFire(encounter: Encounter, params: Params): boolean {
  const { profile, block } = encounter;
  const from = block.time - Math.max(params.shortWindowHours, params.longWindowHours) * HOUR_S;
  const newest = profile.recentIn.at(-1);
  if (newest === undefined || newest.time < from) return true;
  const present = presentPayment(encounter);
  if (present === undefined || present.isService || encounter.recipientInferred !== undefined) return true;
  if (hadMoneyBefore(profile)) return true;
  const received = receivedInUsd(profile.recentIn, from);
  if (received === undefined) return false;
  return received < BigInt(params.receivedUsdMin) * MICROS || isTooMuch(heldInUsd(profile), received, params);
}

function heldInUsd({ net }: Profile): bigint {
  return net.find(({ peg }) => peg === USD)?.micros ?? 0n;
}

/** As `cannotFire` has it: where the dollars that are held are too much alone, nobody asks what the rest is worth. */
function tooMuchInUsd(profile: Profile, from: number, params: Params): bigint | undefined {
  const received = receivedInUsd(profile.recentIn, from);
  const held = heldInUsd(profile);
  return received !== undefined && isTooMuch(held, received, params) ? held : undefined;
}

function isTooMuch(heldMicros: bigint, inMicros: bigint, { balancePercentMax }: Params): boolean {
  return heldMicros * 100n > BigInt(balancePercentMax) * inMicros;
}

/**
 * More went out of some peg than came in. Amounts are rounded down to millionths, so each inflow may have brought up to one
 * more than was counted: a deficit within that is no money from before.
 */
function hadMoneyBefore({ net, inCount }: Profile): boolean {
  return net.some(({ micros }) => micros < 0n && micros <= -BigInt(inCount));
}

/** Undefined where it takes a rate to say. */
function receivedInUsd(recentIn: readonly RecentFlow[], from: number): bigint | undefined {
  let received = 0n;
  for (let at = recentIn.length - 1; at >= 0; at--) {
    const { time, isService, peg, micros } = recentIn[at] as RecentFlow;
    if (time < from) break;
    if (isService) continue;
    if (peg !== USD) return undefined;
    received += micros;
  }
  return received;
}

function assessWithin(encounter: Encounter, params: Params, windowHours: number, severity: Severity): Assessment {
  const measured = measure(encounter, params, windowHours);
  return (
    restraint(measured) ?? {
      outcome: "fires",
      severity,
      score: scoreFinding(severity, CONFIDENCE_PERCENT),
      text: describe(encounter, windowHours, measured),
      figures: measured.figures,
      exclusions: measured.exclusions,
      supporting: supportingPlaces([...measured.inflows, ...measured.outflows.slice(0, -1)].sort(inLedgerOrder)),
    }
  );
}

interface PassedThrough extends Measurement {
  /** Those that count, in ledger order; of the outflows the last is the present payment. */
  inflows: readonly RecentFlow[];
  outflows: readonly RecentFlow[];
  inMicros: bigint;
  outMicros: bigint;
  heldMicros: bigint;
}

function measure(encounter: Encounter, params: Params, windowHours: number): PassedThrough {
  const { profile, block, rates } = encounter;
  const from = block.time - windowHours * HOUR_S;
  const allIn = flowsSince(profile.recentIn, from);
  const inflows = allIn.filter(({ isService }) => !isService);
  const [first] = inflows;
  const allOut = flowsSince(profile.recentOut, from).filter(
    (outflow) => first !== undefined && inLedgerOrder(first, outflow) < 0,
  );
  const outflows = allOut.filter(({ isService }) => !isService);
  const held = profile.net.filter(({ micros }) => micros > 0n).map((sum) => ({ ...sum, time: block.time }));
  const hasEarlierMoney = hadMoneyBefore(profile);
  const inMicros = worthOfAll(rates, inflows, USD);
  const outMicros = worthOfAll(rates, outflows, USD);
  const heldMicros = hasEarlierMoney ? 0n : (worthOfAll(rates, held, USD) ?? tooMuchInUsd(profile, from, params));

  const within = `within ${windowHours} h`;
  const figures: Figure[] = [];
  if (inMicros !== undefined) {
    figures.push(amountFigure(inMicros, USD, "at_least", BigInt(params.receivedUsdMin) * MICROS, `received ${within}`));
    if (outMicros !== undefined) {
      figures.push(shareFigure(outMicros, inMicros, "at_least", params.shareOutPercent, `of it sent on ${within}`));
    }
    if (heldMicros !== undefined && !hasEarlierMoney) {
      figures.push(shareFigure(heldMicros, inMicros, "at_most", params.balancePercentMax, "of it still held"));
    }
  }
  const exclusions = [
    ...leftOut("inflow", allIn.length - inflows.length),
    ...leftOut("outflow", allOut.length - outflows.length),
  ];
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenText("inflows", allIn.length));
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("outflows", profile.recentOut.length));
  const unvalued = [
    ...(inMicros === undefined ? inflows : []),
    ...(outMicros === undefined ? outflows : []),
    ...(heldMicros === undefined ? held : []),
  ];
  return {
    inflows,
    outflows,
    inMicros: inMicros ?? 0n,
    outMicros: outMicros ?? 0n,
    heldMicros: heldMicros ?? 0n,
    figures,
    exclusions,
    exempt: exemptionOf(encounter, hasEarlierMoney),
    missing: unvalued.length === 0 ? undefined : missingRateText(rates, unvalued, USD),
  };
}

function exemptionOf(encounter: Encounter, hasEarlierMoney: boolean): string | undefined {
  const present = presentPayment(encounter);
  if (present === undefined) return noPaymentText(encounter);
  if (present.isService)
    return "the payment goes to a known service: a deposit address forwards everything to its exchange";
  if (encounter.recipientInferred !== undefined) {
    return `the payment goes to a service: the payee is ${inferenceText(encounter.recipientInferred)}`;
  }
  if (!hasEarlierMoney) return undefined;
  return "more has gone out than came in since the ledger began: it had money from before, and its balance is unknown";
}

function leftOut(what: string, count: number): string[] {
  return count === 0 ? [] : [`${countOf(count, what)} left out: from or to known services`];
}

function describe({ sender, chain }: Encounter, windowHours: number, measured: PassedThrough): string {
  const { inflows, outflows, inMicros, outMicros, heldMicros } = measured;
  const recipientCount = new Set(outflows.map(({ counterparty }) => counterparty)).size;
  return (
    `${formatAddress(sender.address, chain.family)} received ${formatMicros(inMicros, USD)} in ` +
    `${countOf(inflows.length, "payment")} and within ${windowHours} h sent ${formatMicros(outMicros, USD)}, ` +
    `${shareText(outMicros, inMicros)} of it, on to ${countOf(recipientCount, "recipient")}; ` +
    `${formatMicros(heldMicros, USD)} are left of all it received since the ledger began`
  );
}
