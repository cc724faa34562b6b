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
import { MICROS, missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { inferenceText } from "../inference.ts";
import { formatMicros } from "../money.ts";
import type { RecentFlow } from "../profile.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { swapLegsText, withoutSwapLegs } from "../swap-leg.ts";
import { dispersionOverServicesExamples } from "./dispersion-over-services.examples.ts";

const paramsSchema = z.strictObject({
  windowHours: z.int().min(1).max(168).default(24).describe("hours within which they are paid [E]"),
  servicesMin: z.int().min(2).max(64).default(3).describe("exchanges and payment services paid [E]"),
  apartMin: z.int().min(2).max(64).default(2).describe("of them, no two registered in a common jurisdiction [E]"),
  sentUsdMin: z.int().min(1).default(1_000).describe("USD sent to them together [E]"),
  receivedDays: z
    .int()
    .min(1)
    .max(92)
    .default(7)
    .describe("days before within which it came in: that it moves on at once is [P], how soon that is [E]"),
  receivedPercentMin: z.int().min(0).max(100).default(50).describe("percent of it that came in within these days [E]"),
  ...borderSteps,
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: whoever trades where the price is best looks the same. */
const CONFIDENCE_PERCENT = 15;

/** Money that has just come in is spread over several exchanges, in several countries, within a day. */
export const dispersionOverServices = defineDepthHeuristic<Params>({
  id: "dispersion-over-services",
  version: 2,
  title: "Money spread over services in several jurisdictions",
  summary:
    "Fires on a payment to an exchange or a payment service whose sender has paid several of them within a day, at least two of which " +
    "are registered in no common jurisdiction, with money of which half or more came in within the last week: savings that go to " +
    "exchanges are ordinary. What a swap gave for another token in one transaction did not come in. Addresses of one business count once, and one without a name not at all. An earlier " +
    "payee counts where a list names it; of the present one, an inference that it is a deposit address counts, too, and is said. So a " +
    "sender who pays deposit addresses that only an inference knows is seen less often than it happens. Where a business is registered " +
    "is not where its customers are. Traders who move money between exchanges look the same: it is never more than LOW. What is noted " +
    "of the jurisdictions that the money went to is told and raises the score within LOW.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: moved on at once to several service providers, in other jurisdictions [P]",
    "Conflict Armament Research, 2020: many companies in many countries",
    "Hours, days, numbers and amount: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: DAY_S,
  historyS: ({ windowHours, receivedDays }) => Math.max(windowHours * HOUR_S, receivedDays * DAY_S),
  firesEarly: true,
  mayFire: ({ paid }, { servicesMin }) => paid >= servicesMin,
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
        [...measured.received, ...measured.payments]
          .filter((flow) => flow !== presentPayment(encounter))
          .sort(inLedgerOrder),
      ),
      besides: crossed.reasons,
    };
  },
  examples: dispersionOverServicesExamples,
});

/** Pays no service, or too little before. */
function cannotFire(encounter: Encounter, { windowHours, servicesMin }: Params): boolean {
  const { profile, block } = encounter;
  if (paysNoService(encounter, presentPayment(encounter))) return true;
  const first = profile.recentOut.at(-servicesMin);
  return first === undefined || first.time < block.time - windowHours * HOUR_S;
}

/** Where it came from is not looked at: it left the sender for these businesses. */
function crossing({ borders }: Encounter, params: Params, { apart, payments }: Dispersed): CrossBorder {
  const pegs = [...new Set(payments.map(({ peg }) => peg))];
  return crossBorder(borders, { services: [], pegs: [] }, { services: apart, pegs }, params);
}

interface Dispersed extends Measurement {
  /** To the services, in ledger order; the present one is among them. */
  payments: readonly RecentFlow[];
  /** Before the present one, in ledger order. */
  received: readonly RecentFlow[];
  serviceCount: number;
  apart: readonly AttributedService[];
  sentMicros: bigint;
}

function measure(encounter: Encounter, params: Params): Dispersed {
  const { profile, block, rates, transfer } = encounter;
  const from = block.time - params.windowHours * HOUR_S;
  const outflows = flowsSince(profile.recentOut, from);
  const payments: RecentFlow[] = [];
  const services = new Map<string, AttributedService>();
  let unnamed = 0;
  for (const flow of outflows) {
    const service = serviceOf(encounter, flow);
    if (service === undefined) {
      if (flow.isService) unnamed++;
      continue;
    }
    payments.push(flow);
    if (!services.has(service.entity)) services.set(service.entity, service);
  }
  const apart = pairwiseApart([...services.values()]);
  const sentMicros = worthOfAll(rates, payments, USD);
  const receivedFrom = block.time - params.receivedDays * DAY_S;
  const inflows = flowsSince(profile.recentIn, receivedFrom).filter((flow) => inLedgerOrder(flow, transfer) < 0);
  const received = withoutSwapLegs(encounter, "in", inflows);
  const receivedMicros = worthOfAll(rates, received, USD);

  const within = `within ${params.windowHours} h`;
  const figures: Figure[] = [
    countFigure(services.size, "services", "at_least", params.servicesMin, `paid ${within}`),
    countFigure(apart.length, "services", "at_least", params.apartMin, "of them registered in no common jurisdiction"),
  ];
  if (sentMicros !== undefined) {
    figures.push(
      amountFigure(sentMicros, USD, "at_least", BigInt(params.sentUsdMin) * MICROS, `sent to them ${within}`),
    );
    if (receivedMicros !== undefined) {
      const { receivedDays, receivedPercentMin } = params;
      const least = (sentMicros * BigInt(receivedPercentMin) + 99n) / 100n;
      const name = `received within ${countOf(receivedDays, "day")}, held against ${receivedPercentMin} % of it`;
      figures.push(amountFigure(receivedMicros, USD, "at_least", least, name));
    }
  }
  const exclusions = apart.length < params.apartMin ? [] : [REGISTRATION_TEXT];
  if (encounter.recipientInferred !== undefined) {
    exclusions.push(`the payee counts as the service's: it is ${inferenceText(encounter.recipientInferred)}`);
  }
  if (unnamed > 0) exclusions.push(`${countOf(unnamed, "payment")} left out: to services without a name or an account`);
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("payments", outflows.length));
  if (mayHaveForgotten(profile, "in", receivedFrom)) exclusions.push(forgottenText("inflows", inflows.length));
  exclusions.push(...swapLegsText("in", inflows.length - received.length));
  const unvalued = [sentMicros === undefined ? payments : [], receivedMicros === undefined ? received : []].flat();
  return {
    payments,
    received,
    serviceCount: services.size,
    apart,
    sentMicros: sentMicros ?? 0n,
    figures,
    exclusions,
    exempt: exemptionOf(encounter),
    missing: unvalued.length === 0 ? undefined : missingRateText(rates, unvalued, USD),
  };
}

/** Businesses of which no two share a jurisdiction: those with the fewest first, so that one that is everywhere joins none. */
function pairwiseApart(services: readonly AttributedService[]): readonly AttributedService[] {
  const apart: AttributedService[] = [];
  const narrowestFirst = services.toSorted(
    (a, b) => a.jurisdictions.length - b.jurisdictions.length || (a.entity < b.entity ? -1 : 1),
  );
  for (const service of narrowestFirst) {
    if (service.jurisdictions.length > 0 && apart.every((other) => areApart(service, other))) apart.push(service);
  }
  return apart;
}

function exemptionOf(encounter: Encounter): string | undefined {
  const present = presentPayment(encounter);
  if (present === undefined) return noPaymentText(encounter);
  return serviceOf(encounter, present) === undefined ? NO_SERVICE_TEXT : undefined;
}

function describe({ sender, chain }: Encounter, { windowHours }: Params, dispersed: Dispersed): string {
  const { payments, serviceCount, apart, sentMicros } = dispersed;
  return (
    `${formatAddress(sender.address, chain.family)} sent ${formatMicros(sentMicros, USD)} in ` +
    `${countOf(payments.length, "payment")} to ${countOf(serviceCount, "service")} within ${windowHours} h; ` +
    `${apart.length} of them share no jurisdiction: ${apart.map(registeredText).join("; ")}`
  );
}
