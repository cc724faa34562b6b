import { z } from "zod";
import { formatAddress } from "../address.ts";
import { REGISTRATION_TEXT, serviceOf } from "../attributed-service.ts";
import {
  COUNTED_DAYS_MAX,
  type CounterpartyCount,
  countCounterparties,
  countedFrom,
  hasMetFewerThan,
  isCountComplete,
  mayHaveMet,
  SKETCH_ERROR_PERCENT,
} from "../counterparty-sketch.ts";
import { isFirstOfDay, SAID_TODAY_TEXT, volumeOfDays } from "../day-volume.ts";
import { groupDigits } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure, shareFigure } from "../figure-of.ts";
import { DAY_S, flowsSince, inLedgerOrder, noPaymentText, presentPayment, supportingPlaces } from "../flow-window.ts";
import { MICROS, USD } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import type { RecentFlow } from "../profile.ts";
import { dayOf } from "../rate-day.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { hubExamples } from "./hub.examples.ts";

const paramsSchema = z.strictObject({
  payersMin: z.int().min(2).max(5_000).default(100).describe("distinct payers in 20 to 30 days [E]"),
  payeesMin: z.int().min(2).max(5_000).default(100).describe("distinct payees in 20 to 30 days [E]"),
  receivedUsdMin: z.int().min(1).default(100_000).describe("USD received in that time: more than a person [E]"),
  receivedUsdMax: z
    .int()
    .min(1)
    .default(100_000_000)
    .describe(
      "USD received in that time: less than an exchange [E]; lifetime receipts of 8.4 million to 1.1 billion [P]",
    ),
  differencePercentMax: z.int().min(0).max(100).default(10).describe("percent of it that was not paid out again [E]"),
  jurisdictionsMin: z
    .int()
    .min(0)
    .max(10)
    .default(2)
    .describe("jurisdictions of the services it deals with, where lists attribute any [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: a payment processor that no list knows looks the same. */
const CONFIDENCE_PERCENT = 10;

/** Money of many goes through to many, and no list says whose business it is. */
export const hub = defineDepthHeuristic<Params>({
  id: "hub",
  version: 1,
  title: "Many payers and many payees, and no list knows the business",
  summary:
    "Fires on the first payment of a day of an address that in the last 20 to 30 days was paid by many, paid as many, and " +
    "passed on about as much as it received: more than a person does and less than an exchange. Where lists attribute some of the " +
    "payments that are remembered to services, these must be of several jurisdictions. Known services are no subjects and are not " +
    "counted, nor is what costs nothing to send. More than 64 payments one way are counted by marks, within a few percent. An " +
    "unlisted payment processor, an OTC desk and a money remitter look the same: it says what an address is, not that anything " +
    "is wrong with it, and is never more than LOW.",
  sources: [
    "Chainalysis, Assessing terrorism financing on chain: service providers of $8.4 million to $1.1 billion each [P]",
    "UN Monitoring Team, 36th report, 2025: cloud hawala",
    "Counts, amounts, difference and jurisdictions: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 30 * DAY_S,
  historyS: () => COUNTED_DAYS_MAX * DAY_S,
  mayFire: ({ received, paid }, { payersMin, payeesMin }) =>
    mayHaveMet(received, payersMin) && mayHaveMet(paid, payeesMin),
  cannotFire,
  assess(encounter, params) {
    if (cannotFire(encounter, params)) return silence(() => measure(encounter, params));
    const measured = measure(encounter, params);
    const restrained = restraint(measured);
    if (restrained !== undefined) return restrained;
    if (!isComplete(encounter)) return { outcome: "withheld", cause: "history_short", text: INCOMPLETE_TEXT };
    return {
      outcome: "fires",
      severity: "LOW",
      score: scoreFinding("LOW", CONFIDENCE_PERCENT),
      text: describe(encounter, measured),
      figures: measured.figures,
      exclusions: measured.exclusions,
      supporting: supportingPlaces(measured.remembered.filter((flow) => flow !== presentPayment(encounter))),
    };
  },
  examples: hubExamples,
});

const INCOMPLETE_TEXT = "who was met before this version of the memory began is not known";

/** Nearly nobody meets so many, and who does pays many times a day. */
function cannotFire(encounter: Encounter, { payersMin, payeesMin }: Params): boolean {
  const { profile, block } = encounter;
  if (hasMetFewerThan(profile, "in", payersMin) || hasMetFewerThan(profile, "out", payeesMin)) return true;
  return (
    exemptionOf(encounter) !== undefined ||
    countCounterparties(profile, "in", block.time).count < payersMin ||
    countCounterparties(profile, "out", block.time).count < payeesMin
  );
}

function isComplete({ profile, block }: Encounter): boolean {
  return isCountComplete(profile, "in", block.time) && isCountComplete(profile, "out", block.time);
}

interface Hub extends Measurement {
  payers: CounterpartyCount;
  payees: CounterpartyCount;
  inMicros: bigint;
  outMicros: bigint;
  /** The remembered flows of that time, in ledger order. */
  remembered: readonly RecentFlow[];
}

function measure(encounter: Encounter, params: Params): Hub {
  const { profile, block, rates } = encounter;
  const from = countedFrom(block.time);
  const payers = countCounterparties(profile, "in", block.time);
  const payees = countCounterparties(profile, "out", block.time);
  const received = volumeOfDays(profile, "in", rates, dayOf(from));
  const sent = volumeOfDays(profile, "out", rates, dayOf(from));
  const remembered = [...flowsSince(profile.recentIn, from), ...flowsSince(profile.recentOut, from)].sort(
    inLedgerOrder,
  );
  const figures: Figure[] = [
    countFigure(payers.count, "payers", "at_least", params.payersMin, WITHIN_TEXT),
    countFigure(payees.count, "payees", "at_least", params.payeesMin, WITHIN_TEXT),
  ];
  if (received.micros !== undefined) {
    const [min, max] = [BigInt(params.receivedUsdMin) * MICROS, BigInt(params.receivedUsdMax) * MICROS];
    figures.push(amountFigure(received.micros, USD, "at_least", min, `received ${WITHIN_TEXT}`));
    figures.push(amountFigure(received.micros, USD, "at_most", max, `received ${WITHIN_TEXT}`));
    if (sent.micros !== undefined) {
      const difference = received.micros > sent.micros ? received.micros - sent.micros : sent.micros - received.micros;
      const name = "of it between what came in and what went out";
      figures.push(shareFigure(difference, received.micros, "at_most", params.differencePercentMax, name));
    }
  }
  const jurisdictions = jurisdictionsAmong(encounter, remembered);
  const exclusions: string[] = [];
  if (jurisdictions === undefined) {
    exclusions.push("no remembered payment is attributed to a service: jurisdictions were not asked for");
  } else {
    const name = "of services that it deals with";
    figures.push(countFigure(jurisdictions.size, "jurisdictions", "at_least", params.jurisdictionsMin, name));
    exclusions.push(REGISTRATION_TEXT);
  }
  if (!payers.isExact || !payees.isExact) {
    exclusions.push(`payers or payees are estimated, two times in three within ${SKETCH_ERROR_PERCENT} %`);
  }
  return {
    payers,
    payees,
    inMicros: received.micros ?? 0n,
    outMicros: sent.micros ?? 0n,
    remembered,
    figures,
    exclusions,
    exempt: exemptionOf(encounter),
    missing: received.missing ?? sent.missing,
  };
}

const WITHIN_TEXT = `in 20 to ${COUNTED_DAYS_MAX} days`;

/** Undefined where lists attribute none of the flows. */
function jurisdictionsAmong(encounter: Encounter, flows: readonly RecentFlow[]): ReadonlySet<string> | undefined {
  const services = flows.flatMap((flow) => serviceOf(encounter, flow) ?? []);
  return services.length === 0 ? undefined : new Set(services.flatMap(({ jurisdictions }) => jurisdictions));
}

function exemptionOf(encounter: Encounter): string | undefined {
  const present = presentPayment(encounter);
  if (present === undefined) return noPaymentText(encounter);
  return isFirstOfDay(encounter.profile, present) ? undefined : SAID_TODAY_TEXT;
}

function describe({ sender, chain }: Encounter, { payers, payees, inMicros, outMicros }: Hub): string {
  const about = ({ count, isExact }: CounterpartyCount) => `${isExact ? "" : "about "}${groupDigits(`${count}`)}`;
  return (
    `${formatAddress(sender.address, chain.family)}, which no list names as a service, received ` +
    `${formatMicros(inMicros, USD)} from ${about(payers)} payers and sent ${formatMicros(outMicros, USD)} to ` +
    `${about(payees)} payees ${WITHIN_TEXT}`
  );
}
