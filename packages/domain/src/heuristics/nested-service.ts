import { z } from "zod";
import { formatAddress } from "../address.ts";
import { registeredText, serviceOf } from "../attributed-service.ts";
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
import { hasDepositAddresses } from "../deposit-address.ts";
import { amountFigure, countFigure, shareFigure, shareText } from "../figure-of.ts";
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
import { MICROS, missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { dayOf } from "../rate-day.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { nestedServiceExamples } from "./nested-service.examples.ts";

const paramsSchema = z.strictObject({
  payersMin: z.int().min(2).max(5_000).default(50).describe("distinct payers in 20 to 30 days [E]"),
  receivedUsdMin: z.int().min(1).default(10_000).describe("USD received in that time [E]"),
  forwardsMin: z
    .int()
    .min(1)
    .max(RECENT_FLOWS_MAX)
    .default(3)
    .describe("blocks with a payment to the service's wallet [E]"),
  sharePercent: z.int().min(51).max(100).default(95).describe("percent of what came in that went to that wallet [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: a shop that sells on its takings at an exchange looks the same. */
const CONFIDENCE_PERCENT = 15;

/** An account at a service that many strangers pay into: a business of its own inside of another's. */
export const nestedService = defineDepthHeuristic<Params>({
  id: "nested-service",
  version: 1,
  title: "Many payers of one account at a service",
  summary:
    "Fires on the first payment of a day that goes to an exchange or payment service which lists name, of an address that forwards " +
    "nearly all it receives to that one wallet and has been paid by many in the last 20 to 30 days: the account behind it " +
    "serves others. Known services are not counted as payers, nor is what costs nothing to send. More than 64 payments one way are " +
    "counted by marks, within a few percent. A shop that has its customers pay into its account at an exchange looks the same, and " +
    "so does whoever collects for a cause: it is never more than LOW.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: accounts used on behalf of others",
    "That a deposit address forwards 95 % and more, the number of payers, amount and blocks: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 30 * DAY_S,
  historyS: () => COUNTED_DAYS_MAX * DAY_S,
  mayFire: ({ received }, { payersMin }) => mayHaveMet(received, payersMin),
  cannotFire,
  assess(encounter, params) {
    if (cannotFire(encounter, params)) return silence(() => measure(encounter, params));
    const measured = measure(encounter, params);
    const restrained = restraint(measured);
    if (restrained !== undefined) return restrained;
    if (!isCountComplete(encounter.profile, "in", encounter.block.time)) {
      return { outcome: "withheld", cause: "history_short", text: INCOMPLETE_TEXT };
    }
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
  examples: nestedServiceExamples,
});

const INCOMPLETE_TEXT = "who paid before this version of the memory began is not known";

function cannotFire({ profile }: Encounter, { payersMin }: Params): boolean {
  return profile.recentOut.at(-1)?.isService !== true || hasMetFewerThan(profile, "in", payersMin);
}

interface Nested extends Measurement {
  payers: CounterpartyCount;
  receivedMicros: bigint;
  forwardedMicros: bigint;
  remembered: readonly RecentFlow[];
}

function measure(encounter: Encounter, params: Params): Nested {
  const { profile, block, rates } = encounter;
  const present = presentPayment(encounter);
  const from = countedFrom(block.time);
  const payers = countCounterparties(profile, "in", block.time);
  const received = volumeOfDays(profile, "in", rates, dayOf(from));
  const inflows = flowsSince(profile.recentIn, from);
  const forwards = flowsSince(profile.recentOut, from).filter(
    ({ counterparty }) => counterparty === present?.counterparty,
  );
  const forwardedMicros = worthOfAll(rates, forwards, USD);
  // A sweep of several tokens, or a payment cut in pieces, is one forward.
  const blocks = new Set(forwards.map(({ blockNumber }) => blockNumber)).size;
  const figures = [
    countFigure(payers.count, "payers", "at_least", params.payersMin, WITHIN_TEXT),
    countFigure(blocks, "blocks", "at_least", params.forwardsMin, "with a payment to that wallet"),
  ];
  if (received.micros !== undefined) {
    const least = BigInt(params.receivedUsdMin) * MICROS;
    figures.push(amountFigure(received.micros, USD, "at_least", least, `received ${WITHIN_TEXT}`));
    if (forwardedMicros !== undefined) {
      const name = "of it sent to that wallet";
      figures.push(shareFigure(forwardedMicros, received.micros, "at_least", params.sharePercent, name));
    }
  }
  const exclusions: string[] = [];
  if (!payers.isExact) exclusions.push(`payers are estimated, two times in three within ${SKETCH_ERROR_PERCENT} %`);
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("payments", forwards.length));
  return {
    payers,
    receivedMicros: received.micros ?? 0n,
    forwardedMicros: forwardedMicros ?? 0n,
    remembered: [...inflows, ...forwards].sort(inLedgerOrder),
    figures,
    exclusions,
    exempt: exemptionOf(encounter),
    missing: received.missing ?? (forwardedMicros === undefined ? missingRateText(rates, forwards, USD) : undefined),
  };
}

const WITHIN_TEXT = `in 20 to ${COUNTED_DAYS_MAX} days`;

function exemptionOf(encounter: Encounter): string | undefined {
  const present = presentPayment(encounter);
  if (present === undefined) return noPaymentText(encounter);
  if (!hasDepositAddresses(encounter.entriesOf(present.counterparty), present.time)) {
    return "the payment goes to no exchange or payment service that a list names";
  }
  return isFirstOfDay(encounter.profile, present) ? undefined : SAID_TODAY_TEXT;
}

function describe(encounter: Encounter, { payers, receivedMicros, forwardedMicros }: Nested): string {
  const present = presentPayment(encounter);
  const service = present && serviceOf(encounter, present);
  const where = service === undefined ? "" : ` (${registeredText(service)})`;
  return (
    `${formatAddress(encounter.sender.address, encounter.chain.family)} received ${formatMicros(receivedMicros, USD)} from ` +
    `${payers.isExact ? "" : "about "}${groupDigits(`${payers.count}`)} payers ${WITHIN_TEXT} and forwarded ` +
    `${shareText(forwardedMicros, receivedMicros)} of it to one wallet of a known service${where}`
  );
}
