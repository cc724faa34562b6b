import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { countFigure } from "../figure-of.ts";
import { DAY_S, flowsSince, forgottenText, mayHaveForgotten, noPaymentText, presentPayment } from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOf } from "../flow-worth.ts";
import { defineContextHeuristic, type Encounter } from "../heuristic.ts";
import { RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { type Measurement, restraint } from "../silence.ts";
import { campLikeRemittancesExamples } from "./camp-like-remittances.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z.int().min(1).max(90).default(30).describe("days in which it came in and went out [E]"),
  payersMin: z.int().min(2).max(RECENT_FLOWS_MAX).default(10).describe("payers whose every payment is small [E]"),
  payeesMin: z
    .int()
    .min(2)
    .max(RECENT_FLOWS_MAX)
    .default(5)
    .describe("payees first paid in these days, small only [E]"),
  paymentUsdMax: z.int().min(1).default(500).describe("USD that a small payment is at most [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** Many send a little to one who hands it on, a little each, to people not paid before. */
export const campLikeRemittances = defineContextHeuristic<Params>({
  id: "camp-like-remittances",
  version: 1,
  title: "Small receipts from many, small payments to new payees",
  summary:
    "Adds context to what another rule finds on a payment of an address that many have sent small amounts and that pays small amounts in " +
    "the same currency to several whom it has not paid before. Families who send money to somebody who hands it out, relief and every " +
    "informal remittance look like this: so it opens no alert and never raises one. Whether the payees are in one place is not seen, nor " +
    "whether they are new to anybody but the payer.",
  sources: [
    "UN Secretary-General, 17th report on ISIL, 2023: camps in which families depend on remittances",
    "FinCEN FIN-2025-A001, 2025: appeals for people in camps; remittances to several individuals in a transit country",
    "Days, numbers and amount: ours [E]",
  ],
  params: paramsSchema,
  gapS: 30 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  assess(encounter, params) {
    const measured = measure(encounter, params);
    const { figures, exclusions } = measured;
    return (
      restraint(measured) ?? {
        outcome: "context",
        text: describe(encounter, params, measured),
        figures,
        exclusions: [...exclusions, "families' remittances and relief have the same shape"],
      }
    );
  },
  examples: campLikeRemittancesExamples,
});

interface HandedOn extends Measurement {
  payerCount: number;
  payeeCount: number;
}

function measure(encounter: Encounter, params: Params): HandedOn {
  const none = { figures: [], exclusions: [], payerCount: 0, payeeCount: 0 };
  const present = presentPayment(encounter);
  if (present === undefined) return { ...none, exempt: noPaymentText(encounter) };
  if (present.isService) return { ...none, exempt: "the payment goes to a known service" };
  const { profile, block, rates } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const ofPeg = (flow: RecentFlow) => flow.peg === present.peg && !flow.isService;
  const inflows = flowsSince(profile.recentIn, from).filter(ofPeg);
  const outflows = flowsSince(profile.recentOut, from).filter(ofPeg);
  const paidBefore = new Set(
    profile.recentOut.filter(({ time }) => time < from).map(({ counterparty }) => counterparty),
  );
  const payers = smallOnly(encounter, inflows, params);
  const payees = smallOnly(encounter, outflows, params).filter((payee) => !paidBefore.has(payee));
  const unvalued = [...inflows, ...outflows].filter((flow) => worthOf(rates, flow, USD) === undefined);
  const figures: Figure[] = [];
  if (unvalued.length === 0) {
    const each = `of at most ${params.paymentUsdMax} USD each in ${present.peg} in ${params.windowDays} days`;
    figures.push(
      countFigure(payers.length, "payers", "at_least", params.payersMin, each),
      countFigure(payees.length, "payees", "at_least", params.payeesMin, `${each}, none of them paid before`),
    );
  }
  const exclusions = ["known services are left out on both sides"];
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenText("inflows", inflows.length));
  if (mayHaveForgotten(profile, "out", from)) exclusions.push(forgottenText("payments", outflows.length));
  return {
    figures,
    exclusions,
    payerCount: payers.length,
    payeeCount: payees.length,
    missing: unvalued.length === 0 ? undefined : missingRateText(rates, unvalued, USD),
  };
}

/** Counterparties whose every payment among these is small. */
function smallOnly({ rates }: Encounter, flows: readonly RecentFlow[], { paymentUsdMax }: Params): Address[] {
  const max = BigInt(paymentUsdMax) * MICROS;
  return [...Map.groupBy(flows, ({ counterparty }) => counterparty)].flatMap(([address, own]) =>
    own.every((flow) => (worthOf(rates, flow, USD) ?? 0n) <= max) ? [address] : [],
  );
}

function describe({ sender, chain, profile }: Encounter, params: Params, handed: HandedOn): string {
  return (
    `${formatAddress(sender.address, chain.family)} got small payments from ${countOf(handed.payerCount, "payer")} and made small ` +
    `payments to ${countOf(handed.payeeCount, "payee")} whom it had not paid before, in ${profile.recentOut.at(-1)?.peg} within ` +
    `${params.windowDays} days`
  );
}
