import { DAY_S } from "../flow-window.ts";
import { USD, worthOfAll } from "../flow-worth.ts";
import type { Encounter } from "../heuristic.ts";
import { dayOf, type PegSum } from "../profile.ts";
import type { ExposedPayment } from "./exposed-payment.ts";
import { saturate } from "./tainted-purse.ts";

type Valued = PegSum & { time: number };

/** Sums of the whole days of a window, in millionths of a US dollar, each day at its own rate; undefined without a rate. */
export interface ExposureSums {
  /** Listed addresses' money that came to the subject, or that it paid into services. */
  taintedMicros: bigint | undefined;
  /** All that came to the subject. */
  receivedMicros: bigint | undefined;
  /** Of the payment itself: listed addresses' part, and all of it. */
  partMicros: bigint | undefined;
  paymentMicros: bigint | undefined;
  /** Whatever has no rate is among these. */
  valued: readonly Valued[];
}

export function exposureSums(
  { profile, rates, block, token }: Encounter,
  { kind, memory, parts }: ExposedPayment,
  paymentMicros: bigint,
  windowDays: number,
): ExposureSums {
  const first = dayOf(block.time) - windowDays + 1;
  const tainted = memory.flatMap(({ peg, days }) =>
    days
      .filter(({ day }) => day >= first)
      .map((bucket) => valued(peg, kind === "arrival" ? bucket.inMicros : bucket.paidInMicros, bucket.day)),
  );
  const received = profile.days
    .filter(({ day }) => day >= first)
    .flatMap((bucket) => bucket.in.sums.map(({ peg, micros }) => valued(peg, micros, bucket.day)));
  const { peg } = token.token;
  const today = dayOf(block.time);
  const part = valued(
    peg,
    parts.reduce((sum, { micros }) => sum + micros, 0n),
    today,
  );
  const payment = valued(peg, paymentMicros, today);
  return {
    taintedMicros: worthOfAll(rates, tainted, USD),
    receivedMicros: worthOfAll(rates, received, USD),
    partMicros: worthOfAll(rates, [part], USD),
    paymentMicros: worthOfAll(rates, [payment], USD),
    valued: [...tainted, ...received, payment],
  };
}

function valued(peg: string, micros: bigint, day: number): Valued {
  return { peg, micros: saturate(micros), time: day * DAY_S };
}
