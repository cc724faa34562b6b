export interface TimelinePayment {
  at: string;
  direction: "in" | "out";
  /** Decimal, in whole units of `currency`. */
  amount: string;
  currency: string;
}

export type BucketSize = "hour" | "day" | "week";

export interface PaymentBucket {
  /** Milliseconds since 1970, inclusive; the next one's is where it ends. */
  fromMs: number;
  in: Side;
  out: Side;
}

interface Side {
  payments: number;
  /** Exact: thousandths of thousandths, added as integers. */
  micros: bigint;
}

const HOUR_MS = 3_600_000;
const SIZES: Readonly<Record<BucketSize, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS };
/** A Monday: weeks begin there. */
const MONDAY_MS = Date.UTC(1970, 0, 5);
/** So many bars of the smaller size are still told apart. */
const BARS_MAX = 96;

/** Hours of what is short, days of what is longer, weeks of what is long. */
export function sizeFor(fromMs: number, toMs: number): BucketSize {
  const span = toMs - fromMs;
  if (span <= BARS_MAX * SIZES.hour) return "hour";
  return span <= BARS_MAX * SIZES.day ? "day" : "week";
}

/** Every bucket from the first to the last, the empty ones too; by UTC, as blocks are. */
export function bucketsOf(payments: readonly TimelinePayment[], fromMs: number, toMs: number): PaymentBucket[] {
  const size = SIZES[sizeFor(fromMs, toMs)];
  const start = beginOf(fromMs, size);
  const count = Math.floor((Math.max(toMs, fromMs) - start) / size) + 1;
  const buckets = Array.from({ length: count }, (_, index) => ({
    fromMs: start + index * size,
    in: { payments: 0, micros: 0n },
    out: { payments: 0, micros: 0n },
  }));
  for (const { at, direction, amount } of payments) {
    const side = buckets[Math.floor((Date.parse(at) - start) / size)]?.[direction];
    if (side === undefined) continue;
    side.payments += 1;
    side.micros += microsOf(amount);
  }
  return buckets;
}

/** The end of a bucket's last moment. */
export function endOf(bucket: PaymentBucket, size: BucketSize): number {
  return bucket.fromMs + SIZES[size];
}

function beginOf(atMs: number, size: number): number {
  const base = size === SIZES.week ? MONDAY_MS : 0;
  return base + Math.floor((atMs - base) / size) * size;
}

/** Of a decimal string, cut after six digits. */
function microsOf(amount: string): bigint {
  const [whole = "0", part = ""] = amount.split(".");
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0").slice(0, 6));
}

/** A sum as a decimal string without zeros that say nothing. */
export function decimalOf(micros: bigint): string {
  const part = (micros % 1_000_000n).toString().padStart(6, "0").replace(/0+$/, "");
  return `${micros / 1_000_000n}${part === "" ? "" : `.${part}`}`;
}
