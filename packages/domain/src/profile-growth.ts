import type { Address } from "./address.ts";
import { ADDRESS_SLOTS, slotOf } from "./address-slot.ts";
import assert from "./assert.ts";
import { addToSketch, type CounterpartyBucket, copySketch, sketchOf } from "./counterparty-sketch.ts";
import { DayMemory } from "./day-memory.ts";
import { FlowMemory } from "./flow-memory.ts";
import type { Hash } from "./hex.ts";
import { increment } from "./live-day.ts";
import { PegSums, saturate } from "./peg-sums.ts";
import {
  type DayBucket,
  type Direction,
  DUST_MICROS,
  FIRST_LAYOUT,
  type PegSum,
  PROFILE_LAYOUT,
  type Profile,
  type ProfiledTransfer,
  QUIET_S,
  type QuietSpell,
  RECENT_FLOWS_MAX,
  RECENT_FLOWS_S,
  type RecentFlow,
} from "./profile.ts";

/** What a profile has besides its lists. */
type ProfileFacts = Pick<
  Profile,
  "firstSeen" | "lastSeen" | "inCount" | "outCount" | "detailFrom" | "lastActive" | "latestQuiet"
>;

/** Its lists, which become the profile's own. */
interface ProfileLists {
  dayMemory: DayMemory;
  netSums: PegSums;
  flowsIn: FlowMemory;
  flowsOut: FlowMemory;
  payers: CounterpartyBucket[] | undefined;
  payees: CounterpartyBucket[] | undefined;
}

/**
 * A profile that its fold grows in place: copying it for every transfer was half of the fold's cost. All of it changes but the
 * remembered flows, which may be shared and kept. What was stored of its days and flows is read when somebody looks.
 */
export class GrowingProfile implements Profile {
  firstSeen: number | undefined;
  lastSeen: number | undefined;
  inCount: number;
  outCount: number;
  readonly dayMemory: DayMemory;
  readonly netSums: PegSums;
  readonly flowsIn: FlowMemory;
  readonly flowsOut: FlowMemory;
  detailFrom: number | undefined;
  lastActive: number | undefined;
  latestQuiet: QuietSpell | undefined;
  payers: CounterpartyBucket[] | undefined;
  payees: CounterpartyBucket[] | undefined;
  /** The transaction that is being folded: never stored, since none is cut in two. */
  #txHash: Hash | undefined;
  #txFirstLog = 0;

  constructor(facts: ProfileFacts, lists: ProfileLists) {
    this.firstSeen = facts.firstSeen;
    this.lastSeen = facts.lastSeen;
    this.inCount = facts.inCount;
    this.outCount = facts.outCount;
    this.dayMemory = lists.dayMemory;
    this.netSums = lists.netSums;
    this.flowsIn = lists.flowsIn;
    this.flowsOut = lists.flowsOut;
    this.detailFrom = facts.detailFrom;
    this.lastActive = facts.lastActive;
    this.latestQuiet = facts.latestQuiet;
    this.payers = lists.payers;
    this.payees = lists.payees;
  }

  get days(): readonly DayBucket[] {
    return this.dayMemory.all;
  }

  get net(): readonly PegSum[] {
    return this.netSums.all;
  }

  get recentIn(): readonly RecentFlow[] {
    return this.flowsIn.all;
  }

  get recentOut(): readonly RecentFlow[] {
    return this.flowsOut.all;
  }

  /** One that begins as the given profile, which stays as it is. */
  static from(profile: Profile): GrowingProfile {
    return new GrowingProfile(profile, {
      dayMemory: new DayMemory(profile.days),
      netSums: PegSums.from(profile.net),
      flowsIn: new FlowMemory([...profile.recentIn]),
      flowsOut: new FlowMemory([...profile.recentOut]),
      payers: profile.payers && copySketch(profile.payers),
      payees: profile.payees && copySketch(profile.payees),
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
    if (this.firstSeen === undefined || time < this.firstSeen) this.#beginAt(time);
    if (this.lastSeen === undefined || time > this.lastSeen) this.lastSeen = time;
    this.dayMemory.add(transfer);
    if (direction === "in") {
      this.inCount = increment(this.inCount);
      this.netSums.add(peg, amountMicros);
    } else {
      this.outCount = increment(this.outCount);
      this.netSums.add(peg, -amountMicros);
    }
    if (transfer.isRemembered) this.#remember(transfer, isDetailed);
  }

  #beginAt(time: number): void {
    this.firstSeen = time;
    // The times of stored flows are counted from what it was.
    this.flowsIn.unstore();
    this.flowsOut.unstore();
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
    const flows = direction === "in" ? this.flowsIn : this.flowsOut;
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
    flows.push(flow);
    if (flows.count <= RECENT_FLOWS_MAX) return;
    const recent = flows.all;
    if (isDetailed) this.#markCounterparty(direction, recent, flow);
    flows.removeAt(leastWorthKeeping(recent, time));
  }

  /** From the first flow on that one is forgotten for: until then the flows themselves tell who was met. */
  #markCounterparty(direction: Direction, recent: readonly RecentFlow[], flow: RecentFlow): void {
    const sketch = direction === "in" ? this.payers : this.payees;
    if (sketch !== undefined) addToSketch(sketch, flow);
    else if (direction === "in") this.payers = sketchOf(recent);
    else this.payees = sketchOf(recent);
  }
}

/** Who stands there already, without a map of them all. */
const SLOTS = new Uint8Array(ADDRESS_SLOTS);

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
