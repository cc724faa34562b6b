import { z } from "zod";
import { formatAddress } from "../address.ts";
import {
  type AttributedService,
  areApart,
  NO_SERVICE_TEXT,
  paysNoService,
  REGISTRATION_TEXT,
  registeredText,
  serviceOf,
} from "../attributed-service.ts";
import { borderSteps } from "../border-params.ts";
import { type CrossBorder, crossBorder, scoreAcross } from "../cross-border.ts";
import { countOf } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure, shareFigure, shareText } from "../figure-of.ts";
import {
  DAY_S,
  flowsSince,
  forgottenText,
  HOUR_S,
  inLedgerOrder,
  isOneTransaction,
  mayHaveForgotten,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { inferenceText } from "../inference.ts";
import { formatMicros } from "../money.ts";
import type { RecentFlow } from "../profile.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { regionalCoinCorridorExamples } from "./regional-coin-corridor.examples.ts";

const paramsSchema = z.strictObject({
  windowHours: z.int().min(1).max(168).default(72).describe("hours from the receipt to the payment [E]"),
  receivedUsdMin: z.int().min(1).default(1_000).describe("USD that were received, so that a remittance is none [E]"),
  shareOutPercent: z.int().min(1).max(100).default(80).describe("percent of it sent to the other service [E]"),
  commonPegs: z
    .string()
    .regex(/^([A-Z]{3}( [A-Z]{3})*)?$/)
    .default("EUR")
    .describe("currencies besides USD that are no regional ones, with spaces between [E]"),
  ...borderSteps,
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: an importer who pays abroad looks the same. */
const CONFIDENCE_PERCENT = 15;

/** A regional coin from a service of one country leaves as dollars to a service of another, or the reverse. */
export const regionalCoinCorridor = defineDepthHeuristic<Params>({
  id: "regional-coin-corridor",
  version: 2,
  title: "Regional coin and dollars between services of two jurisdictions",
  summary:
    "Fires on a payment to an exchange or a payment service of an address that within three days received money of another currency " +
    "from one that is registered in no common jurisdiction, and exchanged it on the way: one of the two currencies is the US dollar, " +
    "the other a regional one. One address is looked at, not a group; an exchange is one transaction in which it gave the one currency and " +
    "got the other, so that a trade in two is not seen (one block, where the memory is from before transactions were kept). The service it was received from counts where a list names it; of the " +
    "payee, an inference that it is a deposit address counts, too, and is said. Where a business is registered is not where its " +
    "customers are. Importers and traders look the same: it is never more than LOW. " +
    "What is noted of the jurisdictions at both ends, of the services' and the coins', is told and raises the score within LOW.",
  sources: [
    "UN Secretary-General, 17th report on ISIL, 2023: regional versions of cryptocurrency, for international funds transfers",
    "Hours, amount, share and which currencies are regional: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: DAY_S,
  historyS: ({ windowHours }) => windowHours * HOUR_S,
  cannotFire,
  assess(encounter, params) {
    if (cannotFire(encounter, params)) return silence(() => measure(encounter, params));
    const measured = measure(encounter, params);
    const restrained = restraint(measured);
    if (restrained !== undefined) return restrained;
    const crossed = crossing(encounter, params, measured);
    return {
      outcome: "fires",
      severity: "LOW",
      score: scoreAcross("LOW", CONFIDENCE_PERCENT, crossed),
      text: describe(encounter, params, measured),
      figures: measured.figures,
      exclusions: measured.exclusions,
      supporting: supportingPlaces(
        [...measured.inflows, ...measured.exchanged, ...measured.outflows]
          .filter((flow) => flow !== presentPayment(encounter))
          .sort(inLedgerOrder),
      ),
      besides: crossed.reasons,
    };
  },
  examples: regionalCoinCorridorExamples,
});

/** Pays no service, or got nothing of the other kind from one. */
function cannotFire(encounter: Encounter, params: Params): boolean {
  const { profile, block } = encounter;
  const present = presentPayment(encounter);
  if (present === undefined || paysNoService(encounter, present)) return true;
  const from = block.time - params.windowHours * HOUR_S;
  for (let at = profile.recentIn.length - 1; at >= 0; at--) {
    const { time, isService, peg } = profile.recentIn[at] as RecentFlow;
    if (time < from) return true;
    if (isService && isCorridor(peg, present.peg, params)) return false;
  }
  return true;
}

/** Dollars on one side, a regional currency on the other. */
function isCorridor(a: string, b: string, { commonPegs }: Params): boolean {
  if ((a === USD) === (b === USD)) return false;
  return !commonPegs.split(" ").includes(a === USD ? b : a);
}

interface Crossed extends Measurement {
  /** From the other service, in the other currency. */
  inflows: readonly RecentFlow[];
  /** Both legs of each exchange. */
  exchanged: readonly RecentFlow[];
  /** To the payee's business, in the payment's currency; the present payment is among them. */
  outflows: readonly RecentFlow[];
  source: AttributedService | undefined;
  target: AttributedService | undefined;
  inMicros: bigint;
  outMicros: bigint;
}

function measure(encounter: Encounter, params: Params): Crossed {
  const { profile, block, rates } = encounter;
  const present = presentPayment(encounter);
  const target = present && serviceOf(encounter, present);
  const from = block.time - params.windowHours * HOUR_S;
  const allIn = flowsSince(profile.recentIn, from);
  const within = `within ${params.windowHours} h`;
  const { inflows, source } = receiptsFor(encounter, target, allIn, params);
  const [first] = inflows;
  const figures: Figure[] = [
    countFigure(
      inflows.length,
      "receipts",
      "at_least",
      1,
      `${within} of one other currency, dollars for regional or the reverse, from a service registered elsewhere`,
    ),
  ];
  const exempt = exemptionOf(encounter, target);
  if (first === undefined || present === undefined || source === undefined) {
    const none = { inflows: [], exchanged: [], outflows: [], source: undefined, inMicros: 0n, outMicros: 0n };
    return { ...none, target, figures, exclusions: [], exempt };
  }

  const outflows = flowsSince(profile.recentOut, from).filter(
    (flow) =>
      flow.peg === present.peg &&
      inLedgerOrder(first, flow) < 0 &&
      serviceOf(encounter, flow)?.entity === target?.entity,
  );
  const exchanged = exchangesOf(profile, first, present);
  const exchangeBlocks = new Set(exchanged.map(({ blockNumber }) => blockNumber)).size;
  const inMicros = worthOfAll(rates, inflows, USD);
  const outMicros = worthOfAll(rates, outflows, USD);
  figures.push(
    countFigure(
      exchangeBlocks,
      "exchanges",
      "at_least",
      1,
      `of ${first.peg} for ${present.peg} in one transaction since then`,
    ),
  );
  if (inMicros !== undefined) {
    const min = BigInt(params.receivedUsdMin) * MICROS;
    figures.push(amountFigure(inMicros, USD, "at_least", min, `received in ${first.peg} ${within}`));
    if (outMicros !== undefined) {
      const name = `of it sent in ${present.peg} to the other service`;
      figures.push(shareFigure(outMicros, inMicros, "at_least", params.shareOutPercent, name));
    }
  }
  const exclusions = [REGISTRATION_TEXT];
  if (encounter.recipientInferred !== undefined) {
    exclusions.push(`the payee counts as the service's: it is ${inferenceText(encounter.recipientInferred)}`);
  }
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenText("inflows", allIn.length));
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("outflows", profile.recentOut.length));
  const unvalued = [...(inMicros === undefined ? inflows : []), ...(outMicros === undefined ? outflows : [])];
  return {
    inflows,
    exchanged,
    outflows,
    source,
    target,
    inMicros: inMicros ?? 0n,
    outMicros: outMicros ?? 0n,
    figures,
    exclusions,
    exempt,
    missing: unvalued.length === 0 ? undefined : missingRateText(rates, unvalued, USD),
  };
}

/** From services registered elsewhere, of the one currency and business that was received last. */
function receiptsFor(
  encounter: Encounter,
  target: AttributedService | undefined,
  inflows: readonly RecentFlow[],
  params: Params,
): Pick<Crossed, "inflows" | "source"> {
  const present = presentPayment(encounter);
  if (present === undefined || target === undefined) return { inflows: [], source: undefined };
  const receipts = inflows.flatMap((flow) => {
    if (!isCorridor(flow.peg, present.peg, params) || inLedgerOrder(flow, present) > 0) return [];
    const service = flow.isService ? serviceOf(encounter, flow) : undefined;
    return service !== undefined && areApart(service, target) ? [{ flow, service }] : [];
  });
  const last = receipts.at(-1);
  const same = receipts.filter(
    ({ flow, service }) => flow.peg === last?.flow.peg && service.entity === last.service.entity,
  );
  return { inflows: same.map(({ flow }) => flow), source: last?.service };
}

/** Both legs of what was given in the one currency for the other, in one transaction, between receipt and payment. */
function exchangesOf(
  { recentIn, recentOut }: Encounter["profile"],
  first: RecentFlow,
  present: RecentFlow,
): RecentFlow[] {
  const isBetween = (flow: RecentFlow) => inLedgerOrder(first, flow) < 0 && flow.blockNumber <= present.blockNumber;
  const given = recentOut.filter((flow) => flow.peg === first.peg && isBetween(flow));
  const got = recentIn.filter((flow) => flow.peg === present.peg && isBetween(flow));
  const isLeg = (flow: RecentFlow, others: readonly RecentFlow[]) => others.some((other) => areTogether(flow, other));
  return [...given.filter((flow) => isLeg(flow, got)), ...got.filter((flow) => isLeg(flow, given))];
}

/** Of one transaction, or of one block where that is all that is known. */
function areTogether(a: RecentFlow, b: RecentFlow): boolean {
  const areDetailed = a.token !== undefined && b.token !== undefined;
  return areDetailed ? isOneTransaction(a, b) : a.blockNumber === b.blockNumber;
}

function crossing({ borders }: Encounter, params: Params, { inflows, outflows, source, target }: Crossed): CrossBorder {
  const side = (service: AttributedService | undefined, flows: readonly RecentFlow[]) => {
    return { services: service === undefined ? [] : [service], pegs: [...new Set(flows.map(({ peg }) => peg))] };
  };
  return crossBorder(borders, side(source, inflows), side(target, outflows), params);
}

function exemptionOf(encounter: Encounter, target: AttributedService | undefined): string | undefined {
  if (presentPayment(encounter) === undefined) return noPaymentText(encounter);
  return target === undefined ? NO_SERVICE_TEXT : undefined;
}

function describe(encounter: Encounter, { windowHours }: Params, crossed: Crossed): string {
  const { sender, chain } = encounter;
  const { inflows, outflows, source, target, inMicros, outMicros } = crossed;
  const [came, left] = [source, target].map((service) => (service === undefined ? "" : registeredText(service)));
  const how = target?.isInferred === true ? "inferred to be that of a service" : "of a service";
  return (
    `${formatAddress(sender.address, chain.family)} received ${formatMicros(inMicros, USD)} in ${inflows[0]?.peg} from a service ` +
    `(${came}), exchanged it, and within ${windowHours} h sent ${formatMicros(outMicros, USD)}, ` +
    `${shareText(outMicros, inMicros)} of it, in ${outflows.at(-1)?.peg} in ${countOf(outflows.length, "payment")} to an ` +
    `address ${how} (${left})`
  );
}
