import { z } from "zod";
import { formatAddress } from "../address.ts";
import assert from "../assert.ts";
import { serviceOf } from "../attributed-service.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, countFigure, shareFigure, shareText } from "../figure-of.ts";
import { DAY_S, flowsSince, HOUR_S, inLedgerOrder, noPaymentText, presentPayment } from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOf } from "../flow-worth.ts";
import { freshInflows } from "../fresh-inflow.ts";
import { defineContextHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { dayOf, type RecentFlow } from "../profile.ts";
import { type Measurement, restraint } from "../silence.ts";
import { depositThenWithdrawalExamples } from "./deposit-then-withdrawal.examples.ts";

const paramsSchema = z.strictObject({
  windowHours: z.int().min(1).max(168).default(24).describe("hours from the deposit to the withdrawal [P]"),
  returnedPercentMin: z.int().min(1).max(100).default(90).describe("percent of the deposit that came back [E]"),
  returnedPercentMax: z
    .int()
    .min(100)
    .max(200)
    .default(100)
    .describe("percent of the deposit that came back, at most [E]"),
  depositUsdMin: z.int().min(1).default(1_000).describe("USD that were deposited, so that a test payment is none [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** Money goes to an exchange and comes back within a day, nearly all of it. */
export const depositThenWithdrawal = defineContextHeuristic<Params>({
  id: "deposit-then-withdrawal",
  version: 1,
  title: "Deposited with a service and withdrawn again within a day",
  summary:
    "Adds context to what another rule finds on a payment of an address that has paid a known exchange or payment service, by name, and " +
    "got nearly the same amount of the same currency back from it within a day. It is judged when the address pays next. This is the " +
    "weak shadow on the chain of a deposit that was withdrawn without a trade: whether there was a trade only the VASP knows, who was " +
    "paid out for whom cannot be seen, and a withdrawal to another address is not seen at all. So it opens no alert. Where a VASP " +
    "says that there was a trade that day, it is silent; where it says that there was none, that is told.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: deposited and withdrawn at once, without a trade [P]",
    "Hours, shares and amount: ours [E]",
  ],
  params: paramsSchema,
  gapS: 7 * DAY_S,
  historyS: ({ windowHours }) => windowHours * HOUR_S,
  assess(encounter, params) {
    const measured = measure(encounter, params);
    return (
      restraint(measured) ?? {
        outcome: "context",
        text: describe(encounter, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
      }
    );
  },
  examples: depositThenWithdrawalExamples,
});

interface Returned extends Measurement {
  pair?: Pair | undefined;
}

interface Pair {
  deposit: RecentFlow;
  withdrawal: RecentFlow;
}

function measure(encounter: Encounter, params: Params): Returned {
  const present = presentPayment(encounter);
  if (present === undefined) return { figures: [], exclusions: [], exempt: noPaymentText(encounter) };
  const pair = lastReturn(encounter, present, params);
  const name = `from a service that had been paid in the same currency within ${params.windowHours} h before`;
  const figures: Figure[] = [countFigure(pair === undefined ? 0 : 1, "receipts", "at_least", 1, name)];
  if (pair === undefined) return { figures, exclusions: [] };
  const { deposit, withdrawal } = pair;
  const words = encounter
    .enrichmentOf(encounter.sender.address)
    .trades.filter(({ day }) => day === dayOf(deposit.time));
  const exempt = words.some(({ traded }) => traded) ? "the service says that there was a trade that day" : undefined;
  const { rates } = encounter;
  // In one currency: both are valued on the deposit's day, so that a rate that moved makes no difference.
  const depositMicros = worthOf(rates, deposit, USD);
  const { returnedPercentMin, returnedPercentMax } = params;
  figures.push(
    shareFigure(withdrawal.micros, deposit.micros, "at_least", returnedPercentMin, "of the deposit came back"),
    shareFigure(withdrawal.micros, deposit.micros, "at_most", returnedPercentMax, "of the deposit came back"),
  );
  if (depositMicros !== undefined) {
    const min = BigInt(params.depositUsdMin) * MICROS;
    figures.push(amountFigure(depositMicros, USD, "at_least", min, "deposited"));
  }
  return {
    figures,
    exclusions: [words.length > 0 ? "the service says that there was no trade that day" : UNKNOWN_TRADE_TEXT],
    pair,
    exempt,
    missing: depositMicros === undefined ? missingRateText(rates, [deposit], USD) : undefined,
  };
}

const UNKNOWN_TRADE_TEXT = "whether there was a trade in between only the service knows, and it has not said";

/** The newest fresh receipt from a service, with the newest payment to the same service before it. */
function lastReturn(encounter: Encounter, present: RecentFlow, { windowHours }: Params): Pair | undefined {
  const { profile } = encounter;
  for (const withdrawal of freshInflows(profile, present).toReversed()) {
    const entity = withdrawal.isService ? serviceOf(encounter, withdrawal)?.entity : undefined;
    if (entity === undefined) continue;
    const deposit = flowsSince(profile.recentOut, withdrawal.time - windowHours * HOUR_S).findLast(
      (flow) =>
        flow.isService &&
        flow.peg === withdrawal.peg &&
        inLedgerOrder(flow, withdrawal) < 0 &&
        serviceOf(encounter, flow)?.entity === entity,
    );
    if (deposit !== undefined) return { deposit, withdrawal };
  }
  return undefined;
}

function describe({ sender, chain }: Encounter, { pair }: Returned): string {
  assert(pair !== undefined, "a receipt is among the figures that are met");
  const { deposit, withdrawal } = pair;
  return (
    `${formatAddress(sender.address, chain.family)} paid a known service ${formatMicros(deposit.micros, deposit.peg)} and got ` +
    `${formatMicros(withdrawal.micros, withdrawal.peg)}, ${shareText(withdrawal.micros, deposit.micros)} of it, back from it`
  );
}
