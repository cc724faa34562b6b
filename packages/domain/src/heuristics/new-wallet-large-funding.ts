import { z } from "zod";
import { formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import { durationText } from "../duration-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure, shareFigure, shareText } from "../figure-of.ts";
import {
  DAY_S,
  forgottenText,
  inLedgerOrder,
  mayHaveForgotten,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { inferenceText } from "../inference.ts";
import { lumpOf } from "../lump.ts";
import { formatMicros } from "../money.ts";
import type { RecentFlow } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { newWalletLargeFundingExamples } from "./new-wallet-large-funding.examples.ts";

const paramsSchema = z.strictObject({
  ageDaysBelow: z.int().min(1).max(8).default(7).describe("days since it was first seen [E]"),
  receivedUsdMin: z.int().min(1).default(10_000).describe("USD received since then [E]"),
  shareOutPercent: z.int().min(1).max(100).default(50).describe("percent of it sent on [E]"),
  payersMax: z
    .int()
    .min(1)
    .max(64)
    .default(3)
    .describe("payers of nearly all of it, so that a new shop with many customers does not fire [E]"),
  historyDays: z
    .int()
    .min(8)
    .default(30)
    .describe("days the lane must reach back, so that who is new to it is likely to be new [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** Of what came in, what its payers are counted by: dust can be sent to anybody by many. Ours [E]. */
const PAYERS_SHARE_PERCENT = 90;

/** How sure a lone finding is, percent. Ours [E]: wallets are made for one purpose every day. */
const CONFIDENCE_PERCENT = 10;

/** An address that did not exist last week gets a large amount and passes much of it on. */
export const newWalletLargeFunding = defineDepthHeuristic<Params>({
  id: "new-wallet-large-funding",
  version: 1,
  title: "A new address gets a large amount and passes it on",
  summary:
    "Fires on a payment of an address that the ledger first saw within the last week, that has received a large amount from a few " +
    "since, and has sent half of it on. New means new to the ledger: what an address did before the lane began, on another chain or in " +
    "another token nobody knows, and dust sent to it long before makes it old. Payments from and to known services are left out: a " +
    "withdrawal to a wallet made for it is ordinary, and so is a new deposit address that forwards to its exchange, known or inferred.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: a large first deposit to a new relationship, moved on soon after [P]",
    "Days, amount, share and number of payers: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 7 * DAY_S,
  historyS: ({ ageDaysBelow, historyDays }) => Math.max(historyDays, ageDaysBelow) * DAY_S,
  supportS: ({ ageDaysBelow }) => ageDaysBelow * DAY_S,
  cannotFire,
  assess(encounter, params) {
    if (cannotFire(encounter, params)) return silence(() => measure(encounter, params));
    const measured = measure(encounter, params);
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity: "LOW",
        score: scoreFinding("LOW", CONFIDENCE_PERCENT),
        text: describe(encounter, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
        supporting: supportingPlaces(
          [...measured.inflows, ...measured.outflows]
            .filter((flow) => flow !== presentPayment(encounter))
            .sort(inLedgerOrder),
        ),
      }
    );
  },
  examples: newWalletLargeFundingExamples,
});

/** Known too long, paying a service, or too little came in. */
function cannotFire(encounter: Encounter, { ageDaysBelow, receivedUsdMin }: Params): boolean {
  const { profile, block, recipientInferred } = encounter;
  const { firstSeen, recentIn } = profile;
  if (firstSeen === undefined || block.time - firstSeen >= ageDaysBelow * DAY_S) return true;
  if (recipientInferred !== undefined || presentPayment(encounter)?.isService !== false) return true;
  let received = 0n;
  for (const { isService, peg, micros } of recentIn) {
    if (isService) continue;
    // It takes a rate to say.
    if (peg !== USD) return false;
    received += micros;
  }
  return received < BigInt(receivedUsdMin) * MICROS;
}

interface Funded extends Measurement {
  /** Those that count, in ledger order; the present payment is among the outflows. */
  inflows: readonly RecentFlow[];
  outflows: readonly RecentFlow[];
  inMicros: bigint;
  outMicros: bigint;
  ageS: number;
}

function measure(encounter: Encounter, params: Params): Funded {
  const { profile, block, rates } = encounter;
  const firstSeen = profile.firstSeen ?? block.time;
  const ageS = block.time - firstSeen;
  // All of a young address's life; of an old one, what its memory holds explains nothing else.
  const inflows = profile.recentIn.filter(({ isService }) => !isService);
  const outflows = profile.recentOut.filter(({ isService }) => !isService);
  // Turned round: how few payers gave most of it.
  const funding = lumpOf(rates, inflows, PAYERS_SHARE_PERCENT);
  const inMicros = funding?.outMicros;
  const outMicros = worthOfAll(rates, outflows, USD);

  const figures: Figure[] = [ageFigure(ageS, params)];
  if (funding !== undefined && inMicros !== undefined) {
    figures.push(
      amountFigure(inMicros, USD, "at_least", BigInt(params.receivedUsdMin) * MICROS, "received since then"),
    );
    const name = `for ${PAYERS_SHARE_PERCENT} % of it`;
    figures.push(countFigure(funding.recipientCount, "payers", "at_most", params.payersMax, name));
    if (outMicros !== undefined) {
      figures.push(shareFigure(outMicros, inMicros, "at_least", params.shareOutPercent, "of it sent on"));
    }
  }
  const exclusions = [
    ...leftOut("inflow", profile.recentIn.length - inflows.length),
    ...leftOut("outflow", profile.recentOut.length - outflows.length),
  ];
  if (mayHaveForgotten(profile, "in", firstSeen)) exclusions.push(forgottenText("inflows", profile.recentIn.length));
  if (mayHaveForgotten(profile, "out", firstSeen)) exclusions.push(forgottenText("outflows", profile.recentOut.length));
  const unvalued = [...(inMicros === undefined ? inflows : []), ...(outMicros === undefined ? outflows : [])];
  return {
    inflows,
    outflows,
    inMicros: inMicros ?? 0n,
    outMicros: outMicros ?? 0n,
    ageS,
    figures,
    exclusions,
    exempt: exemptionOf(encounter),
    missing: unvalued.length === 0 ? undefined : missingRateText(rates, unvalued, USD),
  };
}

/** Whole hours, rounded down: as much below the threshold as the seconds are. */
function ageFigure(ageS: number, { ageDaysBelow }: Params): Figure {
  return countFigure(Math.floor(ageS / 3_600), "hours", "below", ageDaysBelow * 24, "since it was first seen");
}

function leftOut(what: string, count: number): string[] {
  return count === 0 ? [] : [`${countOf(count, what)} left out: from or to known services`];
}

function exemptionOf(encounter: Encounter): string | undefined {
  const present = presentPayment(encounter);
  if (present === undefined) return noPaymentText(encounter);
  if (present.isService) {
    return "the payment goes to a known service: a new deposit address forwards everything to its exchange";
  }
  return encounter.recipientInferred === undefined
    ? undefined
    : `the payment goes to a service: the payee is ${inferenceText(encounter.recipientInferred)}`;
}

function describe({ sender, chain }: Encounter, { inflows, outflows, inMicros, outMicros, ageS }: Funded): string {
  const recipientCount = new Set(outflows.map(({ counterparty }) => counterparty)).size;
  return (
    `${formatAddress(sender.address, chain.family)}, first seen ${durationText(ageS)} before, received ` +
    `${formatMicros(inMicros, USD)} in ${countOf(inflows.length, "payment")} and sent ${formatMicros(outMicros, USD)}, ` +
    `${shareText(outMicros, inMicros)} of it, on to ${countOf(recipientCount, "recipient")}`
  );
}
