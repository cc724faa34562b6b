import type { Address } from "./address.ts";
import assert from "./assert.ts";
import {
  COUNT_MAX,
  type DayBucket,
  dayOf,
  type Flow,
  type PegSum,
  PROFILE_DAYS_MAX,
  type Profile,
  type ProfiledTransfer,
  RECENT_FLOWS_MAX,
  RECENT_FLOWS_S,
  type RecentFlow,
  SUM_MICROS_MAX,
} from "./profile.ts";

const NO_FLOW: Flow = Object.freeze({ count: 0, sums: Object.freeze([]) });

interface OwnLists extends Profile {
  days: DayBucket[];
  net: PegSum[];
  recentIn: RecentFlow[];
  recentOut: RecentFlow[];
}

/**
 * A profile that its fold grows in place: copying it for every transfer was half of the fold's cost. Only its own fields
 * and its four lists change; what the lists hold never does, so it may be shared and kept.
 */
export class GrowingProfile implements Profile {
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  inCount: number;
  outCount: number;
  readonly days: DayBucket[];
  readonly net: PegSum[];
  readonly recentIn: RecentFlow[];
  readonly recentOut: RecentFlow[];

  /** @param profile where it begins; its lists become this one's own */
  constructor(profile: OwnLists) {
    this.firstSeen = profile.firstSeen;
    this.lastSeen = profile.lastSeen;
    this.inCount = profile.inCount;
    this.outCount = profile.outCount;
    this.days = profile.days;
    this.net = profile.net;
    this.recentIn = profile.recentIn;
    this.recentOut = profile.recentOut;
  }

  /** One that begins as the given profile, which stays as it is. */
  static from({ firstSeen, lastSeen, inCount, outCount, days, net, recentIn, recentOut }: Profile): GrowingProfile {
    const lists = { days: [...days], net: [...net], recentIn: [...recentIn], recentOut: [...recentOut] };
    return new GrowingProfile({ firstSeen, lastSeen, inCount, outCount, ...lists });
  }

  /**
   * Counts and sums saturate; a transfer older than the buckets reach still counts in the totals. Transfers of zero are
   * the caller's to leave out: anyone can forge one in another's name.
   */
  add(transfer: ProfiledTransfer): void {
    const { direction, time, amountMicros, peg } = transfer;
    assert(Number.isSafeInteger(time) && time >= 0, "block time is whole unix seconds");
    assert(amountMicros >= 0n, "an amount is not negative");
    if (this.firstSeen === undefined || time < this.firstSeen) this.firstSeen = time;
    if (this.lastSeen === undefined || time > this.lastSeen) this.lastSeen = time;
    addToDays(this.days, transfer);
    if (direction === "in") {
      this.inCount = increment(this.inCount);
      addToNet(this.net, peg, amountMicros);
      remember(this.recentIn, transfer);
    } else {
      this.outCount = increment(this.outCount);
      addToNet(this.net, peg, -amountMicros);
      remember(this.recentOut, transfer);
    }
  }
}

function increment(count: number): number {
  return count < COUNT_MAX ? count + 1 : COUNT_MAX;
}

function addToDays(days: DayBucket[], transfer: ProfiledTransfer): void {
  const day = dayOf(transfer.time);
  const newest = days.at(-1)?.day ?? day;
  if (day <= newest - PROFILE_DAYS_MAX) return;
  const place = days.findLastIndex((bucket) => bucket.day <= day);
  const known = days[place];
  if (known?.day === day) {
    days[place] = withTransfer(known, transfer);
    return;
  }
  days.splice(place + 1, 0, withTransfer({ day, in: NO_FLOW, out: NO_FLOW }, transfer));
  const firstKept = days.findIndex((bucket) => bucket.day > day - PROFILE_DAYS_MAX);
  if (day > newest && firstKept > 0) days.splice(0, firstKept);
}

function withTransfer(bucket: DayBucket, { direction, peg, amountMicros }: ProfiledTransfer): DayBucket {
  return direction === "in"
    ? { day: bucket.day, in: withAmount(bucket.in, peg, amountMicros), out: bucket.out }
    : { day: bucket.day, in: bucket.in, out: withAmount(bucket.out, peg, amountMicros) };
}

function withAmount({ count, sums }: Flow, peg: string, micros: bigint): Flow {
  return { count: increment(count), sums: micros === 0n ? sums : withSum(sums, peg, micros) };
}

function withSum(sums: readonly PegSum[], peg: string, micros: bigint): readonly PegSum[] {
  const place = sums.findIndex((sum) => sum.peg >= peg);
  const known = sums[place];
  if (known?.peg === peg) return sums.with(place, { peg, micros: saturate(known.micros + micros) });
  return sums.toSpliced(place === -1 ? sums.length : place, 0, { peg, micros: saturate(micros) });
}

function saturate(micros: bigint): bigint {
  return micros < SUM_MICROS_MAX ? micros : SUM_MICROS_MAX;
}

function addToNet(net: PegSum[], peg: string, change: bigint): void {
  const found = net.findIndex((sum) => sum.peg >= peg);
  const place = found === -1 ? net.length : found;
  const known = net[place];
  const isKnown = known?.peg === peg;
  const sum = isKnown ? known.micros + change : change;
  const micros = change < 0n ? -saturate(-sum) : saturate(sum);
  if (micros === 0n) net.splice(place, isKnown ? 1 : 0);
  else net.splice(place, isKnown ? 1 : 0, { peg, micros });
}

function remember(recent: RecentFlow[], transfer: ProfiledTransfer): void {
  if (!transfer.isRemembered) return;
  const { counterparty, peg, amountMicros, time, blockNumber, logIndex, counterpartyIsService } = transfer;
  const micros = saturate(amountMicros);
  recent.push({ counterparty, peg, micros, time, blockNumber, logIndex, isService: counterpartyIsService });
  if (recent.length > RECENT_FLOWS_MAX) recent.splice(leastWorthKeeping(recent, time), 1);
}

/** Less than one unit of its peg: what costs nothing to send by the dozen. */
const DUST_MICROS = 1_000_000n;

/**
 * The oldest when it is older than any rule looks; else dust; else the oldest of whoever stands there most often; else the
 * oldest. Sixty-four payments of dust, or of one friend, must not make an address forget who paid it.
 */
function leastWorthKeeping(recent: readonly RecentFlow[], time: number): number {
  const [oldest] = recent;
  if (oldest === undefined || oldest.time < time - RECENT_FLOWS_S) return 0;
  const dust = recent.findIndex(({ micros }) => micros < DUST_MICROS);
  // The one that came last is kept whatever it is: it is the one that is judged.
  if (dust !== -1 && dust < recent.length - 1) return dust;
  const counts = new Map<Address, number>();
  let most: RecentFlow = oldest;
  let mostCount = 1;
  for (const flow of recent) {
    const count = (counts.get(flow.counterparty) ?? 0) + 1;
    counts.set(flow.counterparty, count);
    if (count > mostCount) {
      most = flow;
      mostCount = count;
    }
  }
  return recent.findIndex(({ counterparty }) => counterparty === most.counterparty);
}
