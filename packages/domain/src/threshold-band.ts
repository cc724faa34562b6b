import { MICROS, worthOf } from "./flow-worth.ts";
import { formatMicros } from "./money.ts";
import type { RecentFlow } from "./profile.ts";
import type { RateTable } from "./rate-table.ts";
import type { ReportingThreshold } from "./reporting-thresholds.ts";

/** Amounts just below a threshold: at least a percentage of it, and not all of it. */
export interface Band {
  threshold: ReportingThreshold;
  /** Millionths of the threshold's currency: from ≤ amount < below. */
  fromMicros: bigint;
  belowMicros: bigint;
}

/** Payments of one payer to one payee held against one band, each valued at its own block time. */
export interface BandCount {
  band: Band;
  /** Worth of the present payment; undefined without a rate. */
  presentMicros: bigint | undefined;
  inBand: readonly RecentFlow[];
  sumMicros: bigint;
  unvalued: readonly RecentFlow[];
}

export function bandBelow(threshold: ReportingThreshold, percentMin: number): Band {
  const belowMicros = BigInt(threshold.amount) * MICROS;
  return { threshold, fromMicros: (belowMicros * BigInt(percentMin)) / 100n, belowMicros };
}

/** Undefined where a rate is missing. */
export function isInBand(rates: RateTable, flow: RecentFlow, band: Band): boolean | undefined {
  const micros = worthOf(rates, flow, band.threshold.currency);
  return micros === undefined ? undefined : contains(band, micros);
}

export function countInBand(
  rates: RateTable,
  present: RecentFlow,
  payments: readonly RecentFlow[],
  band: Band,
): BandCount {
  const inBand: RecentFlow[] = [];
  const unvalued: RecentFlow[] = [];
  let sumMicros = 0n;
  for (const flow of payments) {
    const micros = worthOf(rates, flow, band.threshold.currency);
    if (micros === undefined) unvalued.push(flow);
    else if (contains(band, micros)) {
      inBand.push(flow);
      sumMicros += micros;
    }
  }
  return { band, presentMicros: worthOf(rates, present, band.threshold.currency), inBand, sumMicros, unvalued };
}

/** "1,500 SGD (Singapore, travel rule)" */
export function thresholdText({ threshold, belowMicros }: Band): string {
  return `${formatMicros(belowMicros, threshold.currency)} (${threshold.title})`;
}

/** A count's word on the rule that asks for so many payments, the present one among them. */
export function verdictOf(count: BandCount, paymentsMin: number): "fires" | "silent" | "unknown" {
  const { band, presentMicros, inBand, sumMicros, unvalued } = count;
  if (presentMicros !== undefined && !contains(band, presentMicros)) return "silent";
  if (inBand.length + unvalued.length < paymentsMin) return "silent";
  if (presentMicros === undefined || inBand.length < paymentsMin) return "unknown";
  return sumMicros >= band.belowMicros ? "fires" : unvalued.length > 0 ? "unknown" : "silent";
}

function contains({ fromMicros, belowMicros }: Band, micros: bigint): boolean {
  return micros >= fromMicros && micros < belowMicros;
}
