import { z } from "zod";
import { formatAddress } from "../address.ts";
import { countOf } from "../decimal-text.ts";
import type { Figure } from "../figure.ts";
import { amountFigure, shareFigure, shareText } from "../figure-of.ts";
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
import { PROFILE_DAYS_MAX, type RecentFlow } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { thirdPartyFundingExamples } from "./third-party-funding.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(90)
    .describe("days in which it came in [E]"),
  strangersPercent: z
    .int()
    .min(1)
    .max(100)
    .default(80)
    .describe("percent of it from neither the customer nor a service [E]"),
  receivedUsdMin: z.int().min(1).default(1_000).describe("USD that came in, so that a trial is none [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: a shop's customers pay it, and wallets are declared late. */
const CONFIDENCE_PERCENT = 25;

/** A customer's deposit address lives on money of others. */
export const thirdPartyFunding = defineDepthHeuristic<Params>({
  id: "third-party-funding",
  version: 1,
  title: "Deposit address funded by others than its customer",
  summary:
    "Fires when a deposit address pays on, and most of what it received in three months came neither from a wallet that its customer has " +
    "declared nor from a known service. Whose deposit address it is, and which wallets are the customer's, only the VASP knows: without " +
    "its word the rule is silent, and says so. A merchant's customers look the same. What the finding rests on is the VASP's own and " +
    "for nobody else.",
  sources: [
    "Conflict Armament Research, 2020: an order paid by an unrelated company [P]; from secondary pages",
    "Days, share and amount: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 30 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  cannotFire: ({ sender, enrichmentOf }) => enrichmentOf(sender.address).owners.length === 0,
  assess(encounter, params) {
    if (encounter.enrichmentOf(encounter.sender.address).owners.length === 0) {
      return silence(() => ({ figures: [], exclusions: [], exempt: NO_OWNER_TEXT }));
    }
    const measured = measure(encounter, params);
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity: "MEDIUM",
        score: scoreFinding("MEDIUM", CONFIDENCE_PERCENT),
        text: describe(encounter, params, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
        supporting: supportingPlaces(measured.strange),
      }
    );
  },
  examples: thirdPartyFundingExamples,
});

const NO_OWNER_TEXT =
  "no owner is declared for the sender: the service whose deposit address it is would have to supply it";

interface Funded extends Measurement {
  /** From neither the customer nor a service, in ledger order. */
  strange: readonly RecentFlow[];
  strangeMicros: bigint;
  inMicros: bigint;
}

function measure(encounter: Encounter, params: Params): Funded {
  const none = { figures: [], exclusions: [], strange: [], strangeMicros: 0n, inMicros: 0n };
  const present = presentPayment(encounter);
  if (present === undefined) return { ...none, exempt: noPaymentText(encounter) };
  const { profile, block, rates, sender } = encounter;
  // By the first source that names an owner: two that name one each speak of two customers, and neither of both.
  const [owner] = encounter.enrichmentOf(sender.address).owners;
  if (owner === undefined) return { ...none, exempt: NO_OWNER_TEXT };
  const from = block.time - params.windowDays * DAY_S;
  const inflows = flowsSince(profile.recentIn, from).filter((flow) => inLedgerOrder(flow, present) < 0);
  const strange = inflows.filter(({ counterparty, isService }) => !isService && !owner.wallets.has(counterparty));
  const inMicros = worthOfAll(rates, inflows, USD);
  const strangeMicros = worthOfAll(rates, strange, USD);
  const within = `in ${params.windowDays} days`;
  const figures: Figure[] = [];
  if (inMicros !== undefined && strangeMicros !== undefined) {
    const name = `of what came in ${within} from neither the customer's declared wallets nor a known service`;
    figures.push(
      amountFigure(inMicros, USD, "at_least", BigInt(params.receivedUsdMin) * MICROS, `received ${within}`),
      shareFigure(strangeMicros, inMicros, "at_least", params.strangersPercent, name),
    );
  }
  const exclusions = [
    `owner and ${countOf(owner.wallets.size, "declared wallet")} are version ${owner.version} of what their source supplied, ` +
      "and not checked",
  ];
  if (mayHaveForgotten(profile, "in", from)) exclusions.push(forgottenText("inflows", inflows.length));
  return {
    figures,
    exclusions,
    strange,
    strangeMicros: strangeMicros ?? 0n,
    inMicros: inMicros ?? 0n,
    missing: figures.length === 0 ? missingRateText(rates, inflows, USD) : undefined,
  };
}

function describe({ sender, chain }: Encounter, { windowDays }: Params, funded: Funded): string {
  const payers = new Set(funded.strange.map(({ counterparty }) => counterparty)).size;
  return (
    `${formatAddress(sender.address, chain.family)}, a customer's deposit address, received ` +
    `${shareText(funded.strangeMicros, funded.inMicros)} of its money in ${windowDays} days from ${countOf(payers, "payer")} that ` +
    `${payers === 1 ? "is" : "are"} neither a declared wallet of the customer nor a known service`
  );
}
