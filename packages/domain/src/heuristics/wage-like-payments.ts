import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import { countFigure, shareFigure, shareText } from "../figure-of.ts";
import { DAY_S, flowsSince, forgottenText, noPaymentText, presentPayment } from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOf, worthOfAll } from "../flow-worth.ts";
import { defineContextHeuristic, type Encounter } from "../heuristic.ts";
import { RECENT_FLOWS_MAX, type RecentFlow } from "../profile.ts";
import { type Measurement, restraint } from "../silence.ts";
import { wageLikePaymentsExamples } from "./wage-like-payments.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z.int().min(40).max(90).default(70).describe("days in which they were paid: two months' pay [E]"),
  payeesMin: z.int().min(2).max(32).default(10).describe("payees who were each paid in both months [E]"),
  payUsdMin: z.int().min(1).default(150).describe("USD that each of their payments is at least [P]"),
  payUsdMax: z.int().min(1).default(600).describe("USD that each of their payments is at most [P]"),
  monthDaysMin: z.int().min(1).max(60).default(25).describe("days between two payments of one payee, at least [E]"),
  monthDaysMax: z.int().min(1).max(60).default(35).describe("days between two payments of one payee, at most [E]"),
  fromServicesPercent: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe("percent of the payer's receipts from services [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** One payer, many payees, each paid a small salary month by month. */
export const wageLikePayments = defineContextHeuristic<Params>({
  id: "wage-like-payments",
  version: 1,
  title: "Monthly payments of one to many, as wages are",
  summary:
    "Adds context to what another rule finds on a payment whose sender has paid many, each about once a month and each between 150 and " +
    "600 USD, out of money from exchanges or payment services. That is what payroll looks like, and nearly always is: so it opens no " +
    `alert, whatever the figures. Of a payer with more than ${RECENT_FLOWS_MAX} payments in two months only the remembered ones count.`,
  sources: [
    "FATF, Targeted Report on Stablecoins and Unhosted Wallets, 2026, a case in India: wage-like payments of 150 to 600 USD a month [P]; from secondary pages",
    "Payees, days and share: ours [E]",
  ],
  params: paramsSchema,
  gapS: 30 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  assess(encounter, params) {
    const measured = measure(encounter, params);
    return (
      restraint(measured) ?? {
        outcome: "context",
        text: describe(encounter, params, measured),
        figures: measured.figures,
        exclusions: [...measured.exclusions, "ordinary payroll has the same shape"],
      }
    );
  },
  examples: wageLikePaymentsExamples,
});

interface Paid extends Measurement {
  payeeCount: number;
  fromServicesMicros: bigint;
  inMicros: bigint;
}

function measure(encounter: Encounter, params: Params): Paid {
  const none = { figures: [], exclusions: [], payeeCount: 0, fromServicesMicros: 0n, inMicros: 0n };
  const present = presentPayment(encounter);
  if (present === undefined) return { ...none, exempt: noPaymentText(encounter) };
  if (present.isService) return { ...none, exempt: "the payment goes to a known service" };
  const { profile, block, rates } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const outflows = flowsSince(profile.recentOut, from);
  const inflows = flowsSince(profile.recentIn, from);
  const paid = Map.groupBy(
    outflows.filter(({ isService }) => !isService),
    ({ counterparty }) => counterparty,
  );
  const payees: Address[] = [];
  const unvalued: RecentFlow[] = [];
  for (const [payee, flows] of paid) {
    if (!isMonthly(flows, params)) continue;
    const worths = flows.map((flow) => worthOf(rates, flow, USD));
    if (worths.includes(undefined)) unvalued.push(...flows);
    else if (worths.every((worth) => isPay(worth, params))) payees.push(payee);
  }
  const inMicros = worthOfAll(rates, inflows, USD);
  const fromServices = inflows.filter(({ isService }) => isService);
  const fromServicesMicros = worthOfAll(rates, fromServices, USD);
  const figures = [];
  if (unvalued.length === 0) {
    figures.push(countFigure(payees.length, "payees", "at_least", params.payeesMin, payText(params)));
  }
  if (inMicros !== undefined && fromServicesMicros !== undefined) {
    const name = "of the payer's receipts from exchanges or payment services";
    figures.push(shareFigure(fromServicesMicros, inMicros, "at_least", params.fromServicesPercent, name));
  } else unvalued.push(...inflows);
  return {
    figures,
    exclusions: outflows.length === RECENT_FLOWS_MAX ? [forgottenText("payments", outflows.length)] : [],
    payeeCount: payees.length,
    fromServicesMicros: fromServicesMicros ?? 0n,
    inMicros: inMicros ?? 0n,
    missing: unvalued.length === 0 ? undefined : missingRateText(rates, unvalued, USD),
  };
}

/** At least twice, and each time about a month after the time before. */
function isMonthly(flows: readonly RecentFlow[], { monthDaysMin, monthDaysMax }: Params): boolean {
  return (
    flows.length >= 2 &&
    flows.every(({ time }, n) => {
      const before = flows[n - 1];
      const gapS = before === undefined ? monthDaysMin * DAY_S : time - before.time;
      return gapS >= monthDaysMin * DAY_S && gapS <= monthDaysMax * DAY_S;
    })
  );
}

function isPay(worth: bigint | undefined, { payUsdMin, payUsdMax }: Params): boolean {
  return worth !== undefined && worth >= BigInt(payUsdMin) * MICROS && worth <= BigInt(payUsdMax) * MICROS;
}

function payText({ payUsdMin, payUsdMax, windowDays }: Params): string {
  return `who each got ${payUsdMin} to ${payUsdMax} USD about once a month in ${windowDays} days`;
}

function describe({ sender, chain }: Encounter, params: Params, paid: Paid): string {
  const share = paid.inMicros === 0n ? "0 %" : shareText(paid.fromServicesMicros, paid.inMicros);
  return (
    `${formatAddress(sender.address, chain.family)} pays ${countOf(paid.payeeCount, "payee")} ${payText(params)}, and has ` +
    `${share} of its receipts from services`
  );
}
