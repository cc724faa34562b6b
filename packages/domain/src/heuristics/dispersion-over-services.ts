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
import { dispersionOverServicesExamples } from "./dispersion-over-services.examples.ts";

const paramsSchema = z.strictObject({
  windowHours: z.int().min(1).max(168).default(24).describe("hours within which they are paid [E]"),
  servicesMin: z.int().min(2).max(64).default(3).describe("exchanges and payment services paid [E]"),
  apartMin: z.int().min(2).max(64).default(2).describe("of them, no two registered in a common jurisdiction [E]"),
  sentUsdMin: z.int().min(1).default(1_000).describe("USD sent to them together [E]"),
  ...borderSteps,
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: whoever trades where the price is best looks the same. */
const CONFIDENCE_PERCENT = 15;

/** Money spread over several exchanges, in several countries, within a day. */
export const dispersionOverServices = defineDepthHeuristic<Params>({
  id: "dispersion-over-services",
  version: 1,
  title: "Money spread over services in several jurisdictions",
  summary:
    "Fires on a payment to an exchange or a payment service whose sender has paid several of them within a day, at least two of which " +
    "are registered in no common jurisdiction. Addresses of one business count once, and one without a name not at all. An earlier " +
    "payee counts where a list names it; of the present one, an inference that it is a deposit address counts, too, and is said. So a " +
    "sender who pays deposit addresses that only an inference knows is seen less often than it happens. Where a business is registered " +
    "is not where its customers are. Traders who move money between exchanges look the same: it is never more than LOW. What is noted " +
    "of the jurisdictions that the money went to is told and raises the score within LOW.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: moved on to several service providers, in other jurisdictions [P]",
    "Conflict Armament Research, 2020: many companies in many countries",
    "Hours, numbers and amount: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: DAY_S,
  historyS: ({ windowHours }) => windowHours * HOUR_S,
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
      supporting: supportingPlaces(measured.payments.filter((flow) => flow !== presentPayment(encounter))),
      besides: crossed.reasons,
    };
  },
  examples: dispersionOverServicesExamples,
});

/** For the hot path: pays no service, or too little before. Whatever it says, `measure` says too. */
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
  serviceCount: number;
  apart: readonly AttributedService[];
  sentMicros: bigint;
}

function measure(encounter: Encounter, params: Params): Dispersed {
  const { profile, block, rates } = encounter;
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

  const within = `within ${params.windowHours} h`;
  const figures: Figure[] = [
    countFigure(services.size, "services", "at_least", params.servicesMin, `paid ${within}`),
    countFigure(apart.length, "services", "at_least", params.apartMin, "of them registered in no common jurisdiction"),
  ];
  if (sentMicros !== undefined) {
    figures.push(
      amountFigure(sentMicros, USD, "at_least", BigInt(params.sentUsdMin) * MICROS, `sent to them ${within}`),
    );
  }
  const exclusions = apart.length < params.apartMin ? [] : [REGISTRATION_TEXT];
  if (encounter.recipientInferred !== undefined) {
    exclusions.push(`the payee counts as the service's: it is ${inferenceText(encounter.recipientInferred)}`);
  }
  if (unnamed > 0) exclusions.push(`${countOf(unnamed, "payment")} left out: to services without a name or an account`);
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("payments", outflows.length));
  return {
    payments,
    serviceCount: services.size,
    apart,
    sentMicros: sentMicros ?? 0n,
    figures,
    exclusions,
    exempt: exemptionOf(encounter),
    missing: sentMicros === undefined ? missingRateText(rates, payments, USD) : undefined,
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
