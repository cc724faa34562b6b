import { LiveDay } from "./live-day.ts";
import { type DayBucket, dayOf, PROFILE_DAYS_MAX, type ProfiledTransfer } from "./profile.ts";
import { readDays, readNewest, type StoredDays, withoutNewest } from "./stored-days.ts";

/**
 * The days of a profile. Those that are stored stay bytes, and are written as they were read: what comes nearly always falls on
 * the newest day or begins another, and hardly anybody looks.
 */
export class DayMemory {
  /** The first days, while they are as they were stored; then `#between`; then the newest, unless that is a stored one. */
  #stored: StoredDays | undefined;
  #between: LiveDay[];
  #newest: LiveDay | undefined;
  /** The number of the newest, wherever it stands; undefined while there is none. */
  #newestDay: number | undefined;
  /** What was read last. */
  #buckets: DayBucket[] | undefined;
  #isChanged = false;

  constructor(days: readonly DayBucket[], stored?: StoredDays) {
    this.#stored = stored;
    this.#between = NO_DAYS;
    this.#newestDay = stored?.newest;
    if (days.length > 0) this.#hold(days.map(LiveDay.from));
  }

  get count(): number {
    return (this.#stored?.count ?? 0) + this.#between.length + (this.#newest === undefined ? 0 : 1);
  }

  get stored(): StoredDays | undefined {
    return this.#stored;
  }

  get between(): readonly LiveDay[] {
    return this.#between;
  }

  get newest(): LiveDay | undefined {
    return this.#newest;
  }

  /** Ascending. */
  get all(): readonly DayBucket[] {
    if (this.#buckets !== undefined && !this.#isChanged) return this.#buckets;
    const storedCount = this.#stored?.count ?? 0;
    // Of what was read before, all but the last day hold, and that one, too, if it is still as it was stored.
    const known = this.#buckets?.slice(0, Math.max(this.#buckets.length - 1, storedCount));
    const buckets = known ?? (this.#stored === undefined ? [] : readDays(this.#stored));
    for (let at = buckets.length - storedCount; at < this.#between.length; at++) {
      buckets.push((this.#between[at] as LiveDay).bucket);
    }
    if (this.#newest !== undefined) buckets.push(this.#newest.bucket);
    this.#buckets = buckets;
    this.#isChanged = false;
    return buckets;
  }

  add(transfer: ProfiledTransfer): void {
    const day = dayOf(transfer.time);
    this.#isChanged = true;
    const newestDay = this.#newestDay;
    if (newestDay === day) this.#newestToGrow.add(transfer);
    else if (newestDay === undefined || newestDay < day) this.#begin(day, transfer);
    else if (newestDay - day < PROFILE_DAYS_MAX) this.#addLate(day, transfer);
  }

  get #newestToGrow(): LiveDay {
    if (this.#newest === undefined) {
      const stored = this.#stored as StoredDays;
      this.#newest = LiveDay.from(readNewest(stored));
      this.#stored = withoutNewest(stored);
    }
    return this.#newest;
  }

  #begin(day: number, transfer: ProfiledTransfer): void {
    if (this.#newest !== undefined) {
      // Room for more than one day would be most of what an address with two days takes.
      if (this.#between.length === 0) this.#between = [this.#newest];
      else this.#between.push(this.#newest);
    }
    this.#newest = new LiveDay(day);
    this.#newest.add(transfer);
    this.#newestDay = day;
    const first = this.#stored?.first ?? this.#between[0]?.day ?? day;
    if (day - first >= PROFILE_DAYS_MAX) this.#hold(this.#live.filter((one) => day - one.day < PROFILE_DAYS_MAX));
  }

  #addLate(day: number, transfer: ProfiledTransfer): void {
    const days = this.#live;
    const place = days.findIndex((one) => one.day >= day);
    let late = days[place] as LiveDay;
    if (late.day !== day) {
      late = new LiveDay(day);
      days.splice(place, 0, late);
    }
    late.add(transfer);
    this.#hold(days);
  }

  /** All of them, to be changed and held. */
  get #live(): LiveDay[] {
    const days = this.#stored === undefined ? [] : readDays(this.#stored).map(LiveDay.from);
    days.push(...this.#between);
    if (this.#newest !== undefined) days.push(this.#newest);
    return days;
  }

  /** From now on these are all. */
  #hold(days: LiveDay[]): void {
    this.#newest = days.pop();
    this.#newestDay = this.#newest?.day;
    this.#between = days;
    this.#stored = undefined;
    this.#buckets = undefined;
  }
}

/** Is never added to: see `#begin`. */
const NO_DAYS: LiveDay[] = Object.freeze([]) as never;
