import { heldBefore, proRata } from "../haircut.ts";
import { PROFILE_DAYS_MAX, SUM_MICROS_MAX } from "../profile.ts";
import {
  EXPOSURES_MAX,
  type HeldExposure,
  type TaintedDay,
  type TaintedPurse,
  taintedMicros,
} from "./held-exposure.ts";

/** A purse before anything tainted came into it. */
export function openPurse(peg: string, balanceMicros: bigint): TaintedPurse {
  return { peg, balanceMicros: saturate(balanceMicros), exposures: [], otherMicros: 0n, days: [] };
}

/** @param arriving parts of the amount, each origin and number of hops once, together no more than it */
export function receive(
  purse: TaintedPurse,
  micros: bigint,
  arriving: readonly HeldExposure[],
  day: number,
): TaintedPurse {
  const balanceMicros = saturate(purse.balanceMicros + micros);
  if (arriving.length === 0) return { ...purse, balanceMicros };
  const ranked = arriving.reduce(merge, purse.exposures).toSorted(byAmount);
  const dropped = ranked.slice(EXPOSURES_MAX).reduce((sum, exposure) => sum + exposure.micros, 0n);
  const inMicros = arriving.reduce((sum, exposure) => sum + exposure.micros, 0n);
  return {
    ...purse,
    balanceMicros,
    exposures: ranked.slice(0, EXPOSURES_MAX),
    otherMicros: saturate(purse.otherMicros + dropped),
    days: withDay(purse.days, { day, inMicros, paidInMicros: 0n }),
  };
}

/**
 * Takes an amount out, of every origin the share that it has of the purse. Both what goes and what stays is rounded down: what
 * is lost between the two counts as clean, so that origins together never come to more than the money.
 */
export function pay(purse: TaintedPurse, micros: bigint): { purse: TaintedPurse; spent: HeldExposure[] } {
  const held = heldBefore(purse.balanceMicros, micros);
  const balanceMicros = held - micros;
  const takeOf = (exposures: readonly HeldExposure[], taken: bigint) =>
    exposures
      .map((exposure) => ({ ...exposure, micros: proRata(exposure.micros, taken, held) }))
      .filter((exposure) => exposure.micros > 0n);
  return {
    purse: {
      ...purse,
      balanceMicros,
      exposures: takeOf(purse.exposures, balanceMicros).sort(byAmount),
      otherMicros: proRata(purse.otherMicros, balanceMicros, held),
    },
    spent: takeOf(purse.exposures, micros),
  };
}

/** Notes that tainted money was paid into a service. */
export function notePaidIn(purse: TaintedPurse, paidInMicros: bigint, day: number): TaintedPurse {
  return { ...purse, days: withDay(purse.days, { day, inMicros: 0n, paidInMicros }) };
}

/**
 * Lets go of what is too little to follow and of days that no rule looks back to; undefined when nothing is left to
 * remember.
 */
export function tidy(purse: TaintedPurse, counts: (micros: bigint) => boolean, day: number): TaintedPurse | undefined {
  const exposures = purse.exposures.filter(({ micros }) => counts(micros));
  const otherMicros = purse.otherMicros > 0n && counts(purse.otherMicros) ? purse.otherMicros : 0n;
  const days = purse.days.filter((bucket) => bucket.day > day - PROFILE_DAYS_MAX);
  const tidied = { ...purse, exposures, otherMicros, days };
  return taintedMicros(tidied) === 0n && days.length === 0 ? undefined : tidied;
}

function merge(exposures: readonly HeldExposure[], more: HeldExposure): readonly HeldExposure[] {
  const place = exposures.findIndex(({ origin, hops }) => origin === more.origin && hops === more.hops);
  const known = exposures[place];
  if (known === undefined) return [...exposures, more];
  return exposures.with(place, {
    ...known,
    // As it stands now: an entry that was amended meanwhile is what the newest payment stood on.
    entry: more.entry,
    micros: saturate(known.micros + more.micros),
    path: more.micros >= stillOf(known) ? more.path : known.path,
  });
}

/** What can be left at most of what came by the remembered way; of two that are equal the newer is the better evidence. */
function stillOf({ path, micros }: HeldExposure): bigint {
  const came = path.at(-1)?.micros ?? 0n;
  return came < micros ? came : micros;
}

/** The most first; ties by origin, then the nearer. */
function byAmount(a: HeldExposure, b: HeldExposure): number {
  if (a.micros !== b.micros) return a.micros > b.micros ? -1 : 1;
  if (a.origin !== b.origin) return a.origin < b.origin ? -1 : 1;
  return a.hops - b.hops;
}

function withDay(days: readonly TaintedDay[], more: TaintedDay): readonly TaintedDay[] {
  const place = days.findLastIndex(({ day }) => day <= more.day);
  const known = days[place];
  if (known?.day !== more.day) return days.toSpliced(place + 1, 0, more);
  return days.with(place, {
    day: more.day,
    inMicros: saturate(known.inMicros + more.inMicros),
    paidInMicros: saturate(known.paidInMicros + more.paidInMicros),
  });
}

/** Where sums stop. */
export function saturate(micros: bigint): bigint {
  return micros < SUM_MICROS_MAX ? micros : SUM_MICROS_MAX;
}
