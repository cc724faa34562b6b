import type { Address } from "./address.ts";
import assert from "./assert.ts";
import { addToSketch, type CounterpartyBucket, copySketch, sketchOf } from "./counterparty-sketch.ts";
import type { Hash } from "./hex.ts";
import {
  COUNT_MAX,
  type DayBucket,
  type Direction,
  DUST_MICROS,
  dayOf,
  FIRST_LAYOUT,
  type Flow,
  type PegSum,
  PROFILE_DAYS_MAX,
  PROFILE_LAYOUT,
  type Profile,
  type ProfiledTransfer,
  QUIET_S,
  type QuietSpell,
  RECENT_FLOWS_MAX,
  RECENT_FLOWS_S,
  type RecentFlow,
  SUM_MICROS_MAX,
} from "./profile.ts";
import { digitOf } from "./varint.ts";

/** Is never added to: see `withSum`. */
const NO_SUMS: PegSum[] = Object.freeze([]) as never;

/** A day of the fold's own, which grows in place. */
interface OwnDay extends DayBucket {
  in: OwnFlow;
  out: OwnFlow;
}

interface OwnFlow extends Flow {
  sums: PegSum[];
}

interface OwnLists extends Profile {
  days: OwnDay[];
  net: PegSum[];
  recentIn: RecentFlow[];
  recentOut: RecentFlow[];
  payers: CounterpartyBucket[] | undefined;
  payees: CounterpartyBucket[] | undefined;
}

/**
 * A profile that its fold grows in place: copying it for every transfer was half of the fold's cost. All of it changes but the
 * remembered flows, which may be shared and kept.
 */
export class GrowingProfile implements Profile {
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  inCount: number;
  outCount: number;
  days: OwnDay[];
  net: PegSum[];
  recentIn: RecentFlow[];
  recentOut: RecentFlow[];
  detailFrom: number | undefined;
  lastActive: number | undefined;
  latestQuiet: QuietSpell | undefined;
  payers: CounterpartyBucket[] | undefined;
  payees: CounterpartyBucket[] | undefined;
  /** The transaction that is being folded: never stored, since none is cut in two. */
  #txHash: Hash | undefined;
  #txFirstLog = 0;

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
    this.detailFrom = profile.detailFrom;
    this.lastActive = profile.lastActive;
    this.latestQuiet = profile.latestQuiet;
    this.payers = profile.payers;
    this.payees = profile.payees;
  }

  /** One that begins as the given profile, which stays as it is. */
  static from(profile: Profile): GrowingProfile {
    const { firstSeen, lastSeen, inCount, outCount, detailFrom, lastActive, latestQuiet } = profile;
    const [days, net] = [profile.days.map(ownDay), profile.net.map(ownSum)];
    const [recentIn, recentOut] = [[...profile.recentIn], [...profile.recentOut]];
    const payers = profile.payers && copySketch(profile.payers);
    const payees = profile.payees && copySketch(profile.payees);
    const lists = { days, net, recentIn, recentOut, payers, payees };
    return new GrowingProfile({
      firstSeen,
      lastSeen,
      inCount,
      outCount,
      detailFrom,
      lastActive,
      latestQuiet,
      ...lists,
    });
  }

  /**
   * Counts and sums saturate; a transfer older than the buckets reach still counts in the totals. Transfers of zero are
   * the caller's to leave out: anyone can forge one in another's name.
   * @param layout of the epoch: in the first one, what came later is not taken down
   */
  add(transfer: ProfiledTransfer, layout: number = PROFILE_LAYOUT): void {
    const { direction, time, amountMicros, peg } = transfer;
    assert(Number.isSafeInteger(time) && time >= 0, "block time is whole unix seconds");
    assert(amountMicros >= 0n, "an amount is not negative");
    const isDetailed = layout > FIRST_LAYOUT;
    if (isDetailed) this.#noteActivity(transfer);
    if (this.firstSeen === undefined || time < this.firstSeen) this.firstSeen = time;
    if (this.lastSeen === undefined || time > this.lastSeen) this.lastSeen = time;
    this.days = withDay(this.days, transfer);
    if (direction === "in") {
      this.inCount = increment(this.inCount);
      this.net = withNet(this.net, peg, amountMicros);
    } else {
      this.outCount = increment(this.outCount);
      this.net = withNet(this.net, peg, -amountMicros);
    }
    if (transfer.isRemembered) this.#remember(transfer, isDetailed);
  }

  /** Before anything else is counted: what it was until now is what the silence is measured from. */
  #noteActivity({ direction, isDust, time, txHash, logIndex }: ProfiledTransfer): void {
    if (txHash !== this.#txHash || logIndex < this.#txFirstLog) {
      this.#txHash = txHash;
      this.#txFirstLog = logIndex;
    }
    if (this.detailFrom === undefined) {
      this.detailFrom = time;
      // Whether that was dust nobody took down: rather a silence too short than one that is made up.
      this.lastActive = this.lastSeen;
    }
    if (isDust && direction === "in") return;
    const before = this.lastActive;
    if (before !== undefined && time - before >= QUIET_S) this.latestQuiet = { from: before, to: time };
    if (before === undefined || time > before) this.lastActive = time;
  }

  #remember(transfer: ProfiledTransfer, isDetailed: boolean): void {
    const { direction, counterparty, peg, amountMicros, time, blockNumber, logIndex } = transfer;
    const recent = direction === "in" ? this.recentIn : this.recentOut;
    const flow: RecentFlow = {
      counterparty,
      peg,
      token: isDetailed ? transfer.token : undefined,
      micros: saturate(amountMicros),
      time,
      blockNumber,
      logIndex,
      txFirstLog: isDetailed ? this.#txFirstLog : logIndex,
      isService: transfer.counterpartyIsService,
    };
    if (recent.length === 0) {
      if (direction === "in") this.recentIn = [flow];
      else this.recentOut = [flow];
      return;
    }
    recent.push(flow);
    if (recent.length <= RECENT_FLOWS_MAX) return;
    if (isDetailed) this.#markCounterparty(direction, recent, flow);
    recent.splice(leastWorthKeeping(recent, time), 1);
  }

  /** From the first flow on that one is forgotten for: until then the flows themselves tell who was met. */
  #markCounterparty(direction: Direction, recent: readonly RecentFlow[], flow: RecentFlow): void {
    const sketch = direction === "in" ? this.payers : this.payees;
    if (sketch !== undefined) addToSketch(sketch, flow);
    else if (direction === "in") this.payers = sketchOf(recent);
    else this.payees = sketchOf(recent);
  }
}

function increment(count: number): number {
  return count < COUNT_MAX ? count + 1 : COUNT_MAX;
}

/** @returns the same list, but for the first day: room for more would be most of what an address with one day takes */
function withDay(days: OwnDay[], transfer: ProfiledTransfer): OwnDay[] {
  const day = dayOf(transfer.time);
  const newest = days.at(-1);
  if (newest === undefined) return [addToDay(emptyDay(day), transfer)];
  if (newest.day === day) {
    addToDay(newest, transfer);
    return days;
  }
  if (day <= newest.day - PROFILE_DAYS_MAX) return days;
  const place = days.findLastIndex((bucket) => bucket.day <= day);
  const known = days[place];
  if (known?.day === day) {
    addToDay(known, transfer);
    return days;
  }
  days.splice(place + 1, 0, addToDay(emptyDay(day), transfer));
  const firstKept = days.findIndex((bucket) => bucket.day > day - PROFILE_DAYS_MAX);
  if (day > newest.day && firstKept > 0) days.splice(0, firstKept);
  return days;
}

function emptyDay(day: number): OwnDay {
  return { day, in: { count: 0, sums: NO_SUMS }, out: { count: 0, sums: NO_SUMS } };
}

function ownDay({ day, in: came, out: went }: DayBucket): OwnDay {
  const own = ({ count, sums }: Flow): OwnFlow => ({ count, sums: sums.map(ownSum) });
  return { day, in: own(came), out: own(went) };
}

function ownSum({ peg, micros }: PegSum): PegSum {
  return { peg, micros };
}

function addToDay(bucket: OwnDay, { direction, peg, amountMicros }: ProfiledTransfer): OwnDay {
  const flow = direction === "in" ? bucket.in : bucket.out;
  flow.count = increment(flow.count);
  if (amountMicros > 0n) flow.sums = withSum(flow.sums, peg, amountMicros);
  return bucket;
}

/** Nearly always of one peg. */
function withSum(sums: PegSum[], peg: string, micros: bigint): PegSum[] {
  if (sums.length === 0) return [{ peg, micros: saturate(micros) }];
  const place = placeOf(sums, peg);
  const known = sums[place];
  if (known?.peg === peg) known.micros = saturate(known.micros + micros);
  else sums.splice(place, 0, { peg, micros: saturate(micros) });
  return sums;
}

/** Where the peg stands, or would stand. */
function placeOf(sums: readonly PegSum[], peg: string): number {
  let place = 0;
  while (place < sums.length && (sums[place] as PegSum).peg < peg) place++;
  return place;
}

function saturate(micros: bigint): bigint {
  return micros < SUM_MICROS_MAX ? micros : SUM_MICROS_MAX;
}

function withNet(net: PegSum[], peg: string, change: bigint): PegSum[] {
  if (change === 0n) return net;
  if (net.length === 0) return [{ peg, micros: saturateNet(change) }];
  const place = placeOf(net, peg);
  const known = net[place];
  if (known?.peg !== peg) {
    net.splice(place, 0, { peg, micros: saturateNet(change) });
    return net;
  }
  known.micros = saturateNet(known.micros + change);
  if (known.micros === 0n) net.splice(place, 1);
  return net;
}

function saturateNet(micros: bigint): bigint {
  return micros < 0n ? -saturate(-micros) : saturate(micros);
}

/** By the last four digits of an address: enough to tell most apart, without a map of them all. */
const SLOTS = new Uint8Array(2 ** 16);

/** No two stand there twice, so that the oldest is let go. May say no where it is so. */
function areSurelyApart(recent: readonly RecentFlow[]): boolean {
  let apart = 0;
  for (; apart < recent.length; apart++) {
    const slot = slotOf((recent[apart] as RecentFlow).counterparty);
    if (SLOTS[slot] !== 0) break;
    SLOTS[slot] = 1;
  }
  for (let at = 0; at < apart; at++) SLOTS[slotOf((recent[at] as RecentFlow).counterparty)] = 0;
  return apart === recent.length;
}

function slotOf(address: Address): number {
  const end = address.length;
  return (
    (digitOf(address.charCodeAt(end - 4)) << 12) |
    (digitOf(address.charCodeAt(end - 3)) << 8) |
    (digitOf(address.charCodeAt(end - 2)) << 4) |
    digitOf(address.charCodeAt(end - 1))
  );
}

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
  if (areSurelyApart(recent)) return 0;
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
