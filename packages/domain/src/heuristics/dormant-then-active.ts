import { z } from "zod";
import { formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure } from "../figure-of.ts";
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
import { MICROS, missingRateText, USD, worthOf } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { inferenceText } from "../inference.ts";
import { formatMicros } from "../money.ts";
import type { DayBucket, QuietSpell, RecentFlow } from "../profile.ts";
import { dayOf, dayText } from "../rate-day.ts";
import type { RateTable } from "../rate-table.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { dormantThenActiveExamples } from "./dormant-then-active.examples.ts";

const paramsSchema = z.strictObject({
  quietDaysMin: z.int().min(7).max(3_650).default(180).describe("days without a payment of its own or to it [E]"),
  windowHours: z.int().min(1).max(168).default(72).describe("hours within which it became active [E]"),
  movedUsdMin: z.int().min(1).default(5_000).describe("USD sent, or received, in these hours [E]"),
  transfersMin: z.int().min(2).max(64).default(5).describe("transfers in these hours, instead of the amount [E]"),
  dustUsdBelow: z
    .int()
    .min(0)
    .default(10)
    .describe("USD below which what anybody can send it does not count [P]; the memory keeps quiet over less than 10"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: whoever comes back to savings looks the same. */
const CONFIDENCE_PERCENT = 15;

/** An address that nobody heard of for half a year moves money again. */
export const dormantThenActive = defineDepthHeuristic<Params>({
  id: "dormant-then-active",
  version: 2,
  title: "Active again after a long silence",
  summary:
    "Fires on a payment of an address that had neither paid anybody nor received more than dust for half a year, and within three " +
    "days has sent or received a large amount, or made and received several transfers. One address is looked at, not the group that " +
    "it may belong to. Transfers with known services end a silence, but are left out of what is counted, and nothing is said of a " +
    "payment to one, or to what is inferred to be a deposit address of one: savings that go to an exchange are ordinary. Quiet is " +
    "what the ledger shows: what an address did before the lane began, on another chain or in another token nobody knows. The " +
    "memory keeps the latest silence itself, so that no amount of dust breaks it or has it forgotten; of an address known " +
    "from before it did, the payments that are remembered and the sums by day tell.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: transfers to or from a previously inactive account",
    "UN Secretary-General, 17th report on ISIL, 2023: a strategy of keeping quiet; silence is no exoneration",
    "Days, hours, amount and number of transfers: ours [E]; dust below 10 USD: published by those who track address poisoning [P]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 7 * DAY_S,
  historyS: ({ quietDaysMin, windowHours }) => quietDaysMin * DAY_S + windowHours * HOUR_S,
  supportS: ({ windowHours }) => windowHours * HOUR_S,
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
        supporting: supportingPlaces(measured.counted.filter((flow) => flow !== presentPayment(encounter))),
      }
    );
  },
  examples: dormantThenActiveExamples,
});

/** Known too short, or paid somebody too lately. */
function cannotFire({ profile, block }: Encounter, { quietDaysMin, windowHours }: Params): boolean {
  const { firstSeen, recentOut } = profile;
  const quietFrom = block.time - quietDaysMin * DAY_S;
  if (firstSeen === undefined || firstSeen > quietFrom) return true;
  const from = block.time - windowHours * HOUR_S;
  for (let at = recentOut.length - 1; at >= 0; at--) {
    const { time } = recentOut[at] as RecentFlow;
    if (time < from) return time > quietFrom;
  }
  return false;
}

interface Awake extends Measurement {
  /** In ledger order; the present payment is among them. */
  counted: readonly RecentFlow[];
  sentMicros: bigint;
  receivedMicros: bigint;
  /** Block time of the last that is known from before the window. */
  quietSince: number;
  quietDays: number;
}

function measure(encounter: Encounter, params: Params): Awake {
  const { profile, block, rates } = encounter;
  const { windowHours, quietDaysMin } = params;
  const from = block.time - windowHours * HOUR_S;
  const isDust = (flow: RecentFlow) => isWorthLess(rates, flow, params.dustUsdBelow);
  const allIn = flowsSince(profile.recentIn, from);
  const allOut = flowsSince(profile.recentOut, from);
  const inflows = allIn.filter((flow) => !isDust(flow));
  const own = [...inflows, ...allOut].sort(inLedgerOrder);
  const counted = own.filter(({ isService }) => !isService);
  const isOut = new Set(allOut);

  const spell = longestQuiet(encounter, params, from, own[0]?.time ?? block.time);
  const quietDays = spell === undefined ? 0 : Math.max(0, Math.floor((spell.to - spell.from) / DAY_S));

  let sentMicros = 0n;
  let receivedMicros = 0n;
  const unvalued: RecentFlow[] = [];
  for (const flow of counted) {
    const worth = worthOf(rates, flow, USD);
    if (worth === undefined) unvalued.push(flow);
    else if (isOut.has(flow)) sentMicros += worth;
    else receivedMicros += worth;
  }

  const within = `within ${windowHours} h`;
  const quiet = countFigure(quietDays, "days", "at_least", quietDaysMin, "of quiet before that");
  const movedMicros = sentMicros > receivedMicros ? sentMicros : receivedMicros;
  const amount = amountFigure(
    movedMicros,
    USD,
    "at_least",
    BigInt(params.movedUsdMin) * MICROS,
    `sent or received ${within}`,
  );
  const number = countFigure(
    counted.length,
    "transfers",
    "at_least",
    params.transfersMin,
    `sent or received ${within}`,
  );
  const exclusions: string[] = [];
  const [dust, services] = [allIn.length - inflows.length, own.length - counted.length];
  if (dust > 0) exclusions.push(`${countOf(dust, "inflow")} left out: dust, which anybody can send`);
  if (services > 0) exclusions.push(`${countOf(services, "transfer")} left out: from or to known services`);
  if (amount.met && number.met) {
    exclusions.push(`${countOf(counted.length, "transfer")} ${within} would be enough without the amount`);
  }
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenText("inflows", allIn.length));
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("outflows", allOut.length));

  const isEnough = amount.met || number.met;
  const isUnknown = !isEnough && unvalued.length > 0;
  return {
    counted,
    sentMicros,
    receivedMicros,
    quietSince: spell?.from ?? block.time,
    quietDays,
    figures: [quiet, ...(isUnknown ? [] : eitherOf(amount, number))],
    exclusions,
    exempt: exemptionOf(encounter, spell !== undefined),
    missing: isUnknown ? missingRateText(rates, unvalued, USD) : undefined,
  };
}

/** One of them is enough: the first that is met stands for both, so that what would have kept the rule silent is true. */
function eitherOf(...figures: readonly Figure[]): readonly Figure[] {
  const met = figures.find((figure) => figure.met);
  return met === undefined ? figures : [met];
}

/** Without a rate it is no dust: rather a silence that was none than one that is made up. */
function isWorthLess(rates: RateTable, flow: Pick<RecentFlow, "peg" | "micros" | "time">, usd: number): boolean {
  const worth = worthOf(rates, flow, USD);
  return worth !== undefined && worth < BigInt(usd) * MICROS;
}

/**
 * Of the silence that the memory kept, where it ended in the window, and the one that the remembered payments tell of, the
 * longer: neither is ever said to be longer than it was. Undefined where nothing from before the window is known.
 */
function longestQuiet(encounter: Encounter, params: Params, from: number, wokeAt: number): QuietSpell | undefined {
  const { latestQuiet } = encounter.profile;
  const kept = latestQuiet !== undefined && latestQuiet.to >= from ? latestQuiet : undefined;
  const lastActive = lastActiveBefore(encounter, params, from);
  const told = lastActive === undefined ? undefined : { from: lastActive, to: wokeAt };
  if (kept === undefined || told === undefined) return kept ?? told;
  return kept.to - kept.from >= told.to - told.from ? kept : told;
}

/** When it last paid somebody or received more than dust before a time; undefined where nothing of that is remembered. */
function lastActiveBefore({ profile, rates }: Encounter, { dustUsdBelow }: Params, from: number): number | undefined {
  const { recentIn, recentOut, days } = profile;
  const isActive = ({ day, in: { sums }, out }: DayBucket) => {
    if (day >= dayOf(from)) return false;
    const time = day * DAY_S;
    return out.count > 0 || sums.some((sum) => !isWorthLess(rates, { ...sum, time }, dustUsdBelow));
  };
  const times = [
    recentOut.findLast(({ time }) => time < from)?.time,
    recentIn.findLast((flow) => flow.time < from && !isWorthLess(rates, flow, dustUsdBelow))?.time,
    // Payments that were forgotten, and money that was issued or destroyed: the sums by day hold these too.
    days.findLast(isActive)?.day,
  ];
  const [paid, received, day] = times;
  const known = [paid, received, day === undefined ? undefined : day * DAY_S].filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function exemptionOf(encounter: Encounter, isKnown: boolean): string | undefined {
  const present = presentPayment(encounter);
  if (present === undefined) return noPaymentText(encounter);
  if (present.isService) return "the payment goes to a known service: savings that go to an exchange are ordinary";
  if (encounter.recipientInferred !== undefined) {
    return `the payment goes to a service: the payee is ${inferenceText(encounter.recipientInferred)}`;
  }
  return isKnown ? undefined : "nothing that it did earlier is remembered: it is new here, and not active again";
}

function describe({ sender, chain }: Encounter, { windowHours }: Params, awake: Awake): string {
  const { counted, sentMicros, receivedMicros, quietSince, quietDays } = awake;
  return (
    `${formatAddress(sender.address, chain.family)} had been quiet for ${countOf(quietDays, "day")} since ` +
    `${dayText(dayOf(quietSince))}, then within ${windowHours} h received ${formatMicros(receivedMicros, USD)} and sent ` +
    `${formatMicros(sentMicros, USD)} in ${countOf(counted.length, "transfer")}`
  );
}
