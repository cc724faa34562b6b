import { z } from "zod";
import { formatAddress } from "../address.ts";
import { listingAt, moreSevere, SEVERITIES, type Severity } from "../entry.ts";
import type { ExposedPayment } from "../exposure/exposed-payment.ts";
import { exposureSums } from "../exposure/exposure-sums.ts";
import { taints } from "../exposure/exposures.ts";
import type { HeldExposure, PathStep } from "../exposure/held-exposure.ts";
import { findEntry, originReason } from "../exposure/origin-reason.ts";
import { amountFigure, shareFigure, shareText } from "../figure-of.ts";
import { DAY_S, inLedgerOrder } from "../flow-window.ts";
import { MICROS, missingRateText, USD } from "../flow-worth.ts";
import {
  type Assessment,
  defineDepthHeuristic,
  type Encounter,
  EVIDENCE_TRANSFERS_MAX,
  type TransferPlace,
} from "../heuristic.ts";
import { inferenceText } from "../inference.ts";
import { formatMicros, toMicros } from "../money.ts";
import { describeMovement } from "../movement-text.ts";
import { PROFILE_DAYS_MAX } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { indirectExposureExamples } from "./indirect-exposure.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(90)
    .describe("whole days, with the present one, whose payments count [E]"),
  sharePercent: z
    .int()
    .min(0)
    .max(100)
    .default(10)
    .describe("percent of all that came in, or of the payment into a service, that is listed addresses' money [E]"),
  taintedUsdMin: z.int().min(1).default(100).describe("USD of listed addresses' money in the window [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** What is not a listed address's own payment is never the highest. Ours [E]. */
const SEVERITY_MAX: Severity = "HIGH";
/** Off the score for each payment between, and on it for each doubling of the least amount; hundredths of a decade. Ours [E]. */
const HOP_SCORE = 30;
const DOUBLING_SCORE = 5;

/** Indirect exposure: money of a listed address that came straight or by way of others, pro rata. */
export const indirectExposure = defineDepthHeuristic<Params>({
  id: "indirect-exposure",
  version: 1,
  title: "Money of a listed address, straight from it or by way of others",
  summary:
    "Money that a listed address paid while its listing was in force is followed from address to address, each payment " +
    "carrying the share that it has of what its payer holds (pro rata, haircut), as many payments far as the epoch says and never " +
    "through a known service. Fires on who receives such money, when it is enough of all that came in, and on who pays it into " +
    "a known service or a deposit address of one. It fires when the figures are first met, whenever the sum has doubled, and on " +
    "each payment that would be enough alone. The severity is the listing's, a step lower for each payment " +
    "after the second, and never SEVERE. What an address held before the ledger began counts as clean, and so does what a " +
    "listed address paid before it was listed: a lookback looks for that, and so does the past when it is screened again.",
  sources: [
    "UN Secretary-General, 17th report on ISIL, 2023: networked, decentralised structures whose financial connections remain",
    "FATF, Virtual Assets Red Flag Indicators, 2020: indirect exposure to designated or illicit addresses",
    "Chainalysis, assessing terrorism financing on chain: a service provider's whole flow is not its customer's, so money stops there",
    "10 %, 100 USD, 90 days, steps and weights: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  judges: "exposed_payments",
  gapS: 30 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  firesEarly: true,
  assess(encounter, params) {
    const { exposed } = encounter;
    if (exposed === undefined) return silence(() => ({ figures: [], exclusions: [], exempt: NOT_EXPOSED }));
    const measured = measure(encounter, exposed, params);
    return restraint(measured) ?? fire(encounter, exposed, measured, params);
  },
  examples: indirectExposureExamples,
});

const NOT_EXPOSED =
  "no money of a listed address is known to be in it: what an address held of others' money earlier is not made again for one " +
  "payment, only by a rebuild";

interface Measured extends Measurement {
  taintedMicros: bigint;
  partMicros: bigint;
  paymentMicros: bigint;
  /** What the share is of. */
  wholeMicros: bigint;
}

function measure(encounter: Encounter, exposed: ExposedPayment, params: Params): Measured {
  const { transfer, token, rates } = encounter;
  const nominal = toMicros(transfer.amount, token.contract.decimals);
  const sums = exposureSums(encounter, exposed, nominal, params.windowDays);
  const { taintedMicros, receivedMicros, partMicros, paymentMicros, valued } = sums;
  const wholeMicros = exposed.kind === "arrival" ? receivedMicros : paymentMicros;
  const isKnown = taintedMicros !== undefined && wholeMicros !== undefined && partMicros !== undefined;
  const values = {
    taintedMicros: taintedMicros ?? 0n,
    partMicros: partMicros ?? 0n,
    paymentMicros: paymentMicros ?? 0n,
    wholeMicros: wholeMicros ?? 0n,
  };
  const exclusions = [CLEAN_TEXT];
  const exempt = exemptionOf(encounter, exposed);
  if (!isKnown) return { ...values, figures: [], exclusions, exempt, missing: missingRateText(rates, valued, USD) };
  const figures = figuresOf(exposed, values, params);
  return { ...values, figures, exclusions, exempt: exempt ?? repetitionOf(exposed, values, params) };
}

const CLEAN_TEXT =
  "counted as clean: what addresses on the way held before the ledger began, and what a listed address paid before it was listed";

type Values = Pick<Measured, "taintedMicros" | "partMicros" | "paymentMicros" | "wholeMicros">;

function figuresOf({ kind }: ExposedPayment, values: Values, { windowDays, sharePercent, taintedUsdMin }: Params) {
  const { taintedMicros, partMicros, wholeMicros } = values;
  const within = `in ${windowDays} days`;
  const least = BigInt(taintedUsdMin) * MICROS;
  return kind === "arrival"
    ? [
        shareFigure(
          taintedMicros,
          wholeMicros,
          "at_least",
          sharePercent,
          `of all it received ${within} came from listed addresses`,
        ),
        amountFigure(taintedMicros, USD, "at_least", least, `of listed addresses' money received ${within}`),
      ]
    : [
        shareFigure(partMicros, wholeMicros, "at_least", sharePercent, "of this payment came from listed addresses"),
        amountFigure(taintedMicros, USD, "at_least", least, `of listed addresses' money paid into services ${within}`),
      ];
}

function exemptionOf(
  { block, chain }: Encounter,
  { kind, subject, payerIsDeposit }: ExposedPayment,
): string | undefined {
  if (subject.entries.some((entry) => taints(entry, block.time))) {
    return `${formatAddress(subject.address, chain.family)} is listed itself, which watchlist-hit tells of each of its payments`;
  }
  if (kind === "paid_in" && payerIsDeposit) {
    return "the payer is inferred to be a deposit address of a known service: what it passes on was told earlier, as it came in";
  }
  return undefined;
}

/** Why what is told already is not told again: without it, each crumb would be news for three months. */
function repetitionOf(exposed: ExposedPayment, values: Values, params: Params): string | undefined {
  const { taintedMicros, partMicros, paymentMicros, wholeMicros } = values;
  const least = BigInt(params.taintedUsdMin) * MICROS;
  if (partMicros >= least) return undefined;
  const before = {
    ...values,
    taintedMicros: taintedMicros - partMicros,
    ...(exposed.kind === "arrival" && { wholeMicros: wholeMicros - paymentMicros }),
  };
  const wasMet = figuresOf(exposed, before, params).every(({ met }) => met);
  if (!wasMet || doublings(taintedMicros, least) > doublings(before.taintedMicros, least)) return undefined;
  return `told earlier: the sum has not doubled since, and this payment alone brings less than ${params.taintedUsdMin} USD`;
}

/** How often an amount has doubled the least one. */
function doublings(micros: bigint, least: bigint): number {
  return micros < least ? 0 : (micros / least).toString(2).length;
}

function fire(encounter: Encounter, exposed: ExposedPayment, measured: Measured, params: Params): Assessment {
  const { transfer, block } = encounter;
  const ranks = exposed.parts.map((part) => rank(encounter, part));
  const shared = exposed.kind === "arrival" ? measured.taintedMicros : measured.partMicros;
  const doubled = doublings(measured.taintedMicros, BigInt(params.taintedUsdMin) * MICROS);
  return {
    outcome: "fires",
    severity: ranks.map(({ severity }) => severity).reduce(moreSevere),
    score:
      Math.max(...ranks.map(({ score }) => score)) + logShare(shared, measured.wholeMicros) + DOUBLING_SCORE * doubled,
    text: describe(encounter, exposed, measured),
    figures: measured.figures,
    exclusions: measured.exclusions,
    supporting: supportingOf(exposed.parts, transfer, block.time - params.windowDays * DAY_S),
    besides: exposed.parts.map((part) => originReason(encounter, wayOf(encounter, exposed, part))),
  };
}

/** What one origin makes of it: a listing that has ended, or that is no longer to be found, weighs a step less. */
function rank(encounter: Encounter, part: HeldExposure): { severity: Severity; score: number } {
  const found = findEntry(encounter, part);
  const { severity: stood, confidence } = found ?? part.entry;
  const isOver = found === undefined || listingAt(found, encounter.block.time) !== "in_force";
  const steps = Math.max(0, part.hops - 2) + (isOver ? 1 : 0);
  const lowered = SEVERITIES.indexOf(stood) - steps;
  const severity = SEVERITIES[Math.min(Math.max(0, lowered), SEVERITIES.indexOf(SEVERITY_MAX))] as Severity;
  return { severity, score: scoreFinding(severity, confidence) - HOP_SCORE * (part.hops - 1) };
}

/** Log-weight of a share, in hundredths of a decade. */
function logShare(part: bigint, whole: bigint): number {
  const ppm = whole === 0n ? 1_000_000 : Number((part * 1_000_000n) / whole);
  return Math.round(100 * Math.log10(Math.min(Math.max(ppm, 1), 1_000_000) / 1_000_000));
}

/** With the present payment, where its payer is the one that this is about. */
function wayOf({ transfer, block }: Encounter, { kind }: ExposedPayment, part: HeldExposure): HeldExposure {
  if (kind === "arrival") return part;
  const { sender: payer, blockNumber, logIndex } = transfer;
  return { ...part, path: [...part.path, { payer, micros: part.micros, time: block.time, blockNumber, logIndex }] };
}

/**
 * The payments on the way, the newest that may be named. Those before the window are left out: retention keeps the ledger as far
 * back as rules name what is in it.
 */
function supportingOf(parts: readonly HeldExposure[], present: TransferPlace, from: number): TransferPlace[] {
  const steps = parts.flatMap(({ path }) => path).filter((step) => step.time >= from && !isAt(step, present));
  const places = new Map(steps.map((step) => [`${step.blockNumber}/${step.logIndex}`, step]));
  return [...places.values()]
    .sort(inLedgerOrder)
    .slice(1 - EVIDENCE_TRANSFERS_MAX)
    .map(({ blockNumber, logIndex }) => ({ blockNumber, logIndex }));
}

function isAt(step: PathStep, { blockNumber, logIndex }: TransferPlace): boolean {
  return step.blockNumber === blockNumber && step.logIndex === logIndex;
}

function describe(encounter: Encounter, { kind, subject }: ExposedPayment, measured: Measured): string {
  const { chain } = encounter;
  const { partMicros, paymentMicros, taintedMicros, wholeMicros } = measured;
  const part = `${formatMicros(partMicros, USD)} of it, ${shareText(partMicros, paymentMicros)}, came from listed addresses, pro rata`;
  const movement = describeMovement(encounter, subject);
  if (kind === "paid_in") {
    const { recipientInferred } = encounter;
    const what = recipientInferred === undefined ? "a known service" : inferenceText(recipientInferred);
    return `${movement}, which is ${what}; ${part}`;
  }
  const name = formatAddress(subject.address, chain.family);
  return `${movement}; ${part}: with it ${shareText(taintedMicros, wholeMicros)} of all that ${name} received lately`;
}
