import { z } from "zod";
import type { Address } from "./address.ts";
import { volumeOfDays } from "./day-volume.ts";
import { type ListedEntry, listingAt } from "./entry.ts";
import { DAY_S, flowsSince, mayHaveForgotten } from "./flow-window.ts";
import { MICROS, USD, worthOfAll } from "./flow-worth.ts";
import { isServiceAt } from "./fold-profiles.ts";
import type { Encounter } from "./heuristic.ts";
import { dayOf, PROFILE_DAYS_MAX, RECENT_FLOWS_MAX, type RecentFlow } from "./profile.ts";

/**
 * The detector's name and version in an epoch: another version whenever the same memory could give another inference, or
 * what was screened with this one could not be screened again.
 */
export const DEPOSIT_DETECTOR = { id: "deposit-address", version: 1 } as const;

/** Figures are ours [E] unless they say otherwise: nobody publishes labelled deposit addresses of stablecoins to hold them against. */
export const depositParams = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(30)
    .describe("whole days, with the present one, in which it received and forwarded [E]"),
  forwardsMin: z
    .int()
    .min(1)
    .max(RECENT_FLOWS_MAX)
    .default(3)
    .describe("blocks with a payment to the service's wallet [E]"),
  sharePercent: z
    .int()
    .min(51)
    .max(100)
    .default(95)
    .describe("percent of all that came in which went to that one wallet [E]"),
  forwardedUsdMin: z.int().min(0).default(100).describe("USD forwarded, so that dust names nobody [E]"),
  payeesMax: z.int().min(1).max(RECENT_FLOWS_MAX).default(2).describe("distinct payees, the wallet among them [E]"),
});

export type DepositParams = z.infer<typeof depositParams>;

/** What was known of an address when it was inferred to be a deposit address. */
export interface Deposit {
  /** The wallet of a known service that it forwards to. */
  service: Address;
  /** Blocks in which it did. */
  forwardCount: number;
  /** Of all that it received, in millionths, rounded down; more than all counts as all. */
  sharePpm: number;
  /** Block times of the first and last forward that count, unix seconds. */
  firstTime: number;
  lastTime: number;
  /** Percent. */
  confidence: number;
}

/** `unknown` where a rate is missing: what was inferred before stands. */
export type DepositWord = { kind: "deposit"; deposit: Deposit } | { kind: "none" } | { kind: "unknown" };

const NONE: DepositWord = Object.freeze({ kind: "none" });
const UNKNOWN: DepositWord = Object.freeze({ kind: "unknown" });

/** With the fewest forwards that count at all, and for each one more, up to a bound: a pattern is no label. Ours [E]. */
const CONFIDENCE_MIN = 50;
const CONFIDENCE_STEP = 5;
const CONFIDENCE_MAX = 90;

/** Businesses that give each customer an address to pay into. What is sent to a bridge, a mixer or a DEX is somebody's own. */
const WITH_DEPOSIT_ADDRESSES: ReadonlySet<string> = new Set(["exchange", "payment"]);

/** Whether lists in force at a block time (unix seconds) name the address as a business with deposit addresses. */
export function hasDepositAddresses(entries: readonly ListedEntry[], time: number): boolean {
  return depositServices(entries, time).length > 0;
}

/** Entries in force at a block time (unix seconds) by which the address is such a business. */
export function depositServices(entries: readonly ListedEntry[], time: number): ListedEntry[] {
  return entries.filter((entry) => WITH_DEPOSIT_ADDRESSES.has(entry.category) && listingAt(entry, time) === "in_force");
}

/**
 * Whether the sender forwards nearly all that it receives to one wallet of a known service, and so is likely an address
 * that the service gave a customer to pay into. From the sender's own memory, the lists and the rates alone, at one of its
 * own payments: what came in and has not gone on yet must not make it flicker.
 * Nothing is inferred of a service, of who pays many, of who sends on more than came in, or of whom payments are forgotten.
 * @param standing the wallet that it was inferred to forward to: then a quiet month alone does not end it
 */
export function assessDeposit(
  { sender, profile, block, rates, entriesOf }: Encounter,
  params: DepositParams,
  standing: Address | undefined,
): DepositWord {
  const last = profile.recentOut.at(-1);
  const service = last?.isService === true ? last.counterparty : standing;
  if (service === undefined) return NONE;
  const isStanding = service === standing;
  if (!isStanding && profile.recentOut.length < params.forwardsMin) return NONE;
  if (isServiceAt(sender, block.time)) return NONE;
  const services = depositServices(entriesOf(service), block.time);
  if (services.length === 0) return NONE;

  const firstDay = dayOf(block.time) - params.windowDays + 1;
  const from = firstDay * DAY_S;
  if (mayHaveForgotten(profile, "out", from)) return NONE;
  const outflows = flowsSince(profile.recentOut, from);
  if (hasMorePayeesThan(params.payeesMax, outflows)) return NONE;
  const forwards = outflows.filter(({ counterparty }) => counterparty === service);
  const [first, latest] = [forwards[0], forwards.at(-1)];
  if (first === undefined || latest === undefined) return NONE;
  // A sweep of several tokens, or a payment cut in pieces, is one forward.
  const forwardCount = new Set(forwards.map(({ blockNumber }) => blockNumber)).size;
  if (!isStanding && forwardCount < params.forwardsMin) return NONE;

  // The days' sums, which forget no payment and hold what was issued to it besides.
  const inMicros = volumeOfDays(profile, "in", rates, firstDay).micros;
  const outMicros = worthOfAll(rates, forwards, USD);
  if (inMicros === undefined || outMicros === undefined) return UNKNOWN;
  const share = BigInt(params.sharePercent);
  if (outMicros * 100n < inMicros * share) return NONE;
  // Who sends a service more than came in has money of its own, and is a customer.
  const hasOwnMoney = inMicros * 100n < outMicros * share;
  if (!isStanding && (hasOwnMoney || outMicros < BigInt(params.forwardedUsdMin) * MICROS)) return NONE;
  const pattern = CONFIDENCE_MIN + CONFIDENCE_STEP * Math.max(0, forwardCount - params.forwardsMin);
  return {
    kind: "deposit",
    deposit: {
      service,
      forwardCount,
      sharePpm: inMicros <= outMicros ? 1_000_000 : Number((outMicros * 1_000_000n) / inMicros),
      firstTime: first.time,
      lastTime: latest.time,
      // Never surer than the list is of the wallet.
      confidence: Math.min(pattern, CONFIDENCE_MAX, Math.max(...services.map(({ confidence }) => confidence))),
    },
  };
}

function hasMorePayeesThan(most: number, outflows: readonly RecentFlow[]): boolean {
  const payees: Address[] = [];
  for (const { counterparty } of outflows) {
    if (payees.includes(counterparty)) continue;
    if (payees.push(counterparty) > most) return true;
  }
  return false;
}

/** For the hot path: the detector would say `none`, and nothing stands that this could end. */
export function cannotBeDeposit({ profile }: Encounter, standing: Address | undefined): boolean {
  return standing === undefined && profile.recentOut.at(-1)?.isService !== true;
}
