import { PegSums } from "./peg-sums.ts";
import { COUNT_MAX, type DayBucket, type Flow, type PegSum, type ProfiledTransfer } from "./profile.ts";

const NO_SUMS: readonly PegSum[] = Object.freeze([]);

/** A day that grows in place: a few objects where a DayBucket is a dozen. */
export class LiveDay {
  readonly day: number;
  inCount = 0;
  outCount = 0;
  /** Undefined while nothing but zeros moved. */
  inSums: PegSums | undefined;
  outSums: PegSums | undefined;

  constructor(day: number) {
    this.day = day;
  }

  static from({ day, in: came, out: went }: DayBucket): LiveDay {
    const live = new LiveDay(day);
    live.inCount = came.count;
    live.outCount = went.count;
    if (came.sums.length > 0) live.inSums = PegSums.from(came.sums);
    if (went.sums.length > 0) live.outSums = PegSums.from(went.sums);
    return live;
  }

  /** As it is now. */
  get bucket(): DayBucket {
    return { day: this.day, in: flowOf(this.inCount, this.inSums), out: flowOf(this.outCount, this.outSums) };
  }

  add({ direction, peg, amountMicros }: ProfiledTransfer): void {
    const isIn = direction === "in";
    if (isIn) this.inCount = increment(this.inCount);
    else this.outCount = increment(this.outCount);
    if (amountMicros === 0n) return;
    const sums = (isIn ? this.inSums : this.outSums) ?? new PegSums();
    sums.add(peg, amountMicros);
    if (isIn) this.inSums = sums;
    else this.outSums = sums;
  }
}

export function increment(count: number): number {
  return count < COUNT_MAX ? count + 1 : COUNT_MAX;
}

function flowOf(count: number, sums: PegSums | undefined): Flow {
  return { count, sums: sums?.all ?? NO_SUMS };
}
