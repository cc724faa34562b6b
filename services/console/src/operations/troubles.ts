import type { ChainCoverage } from "@redflag/contract/http/routes/coverage";
import type { CrossChain, Lane, SubscriberDeliveries, Work } from "@redflag/contract/http/routes/operations";
import type { Watchlist } from "@redflag/contract/http/routes/watchlists";
import { CONDITION_BOUNDS } from "@redflag/domain/condition";

/** Screening that is further behind than this is late, and so is a head that nobody has looked for. */
export const LATE_S = CONDITION_BOUNDS.lane_behind.warning;

/** What needs somebody, the most urgent first. */
export const TROUBLE_KINDS = [
  "laneStopped",
  "notFollowed",
  "noEndpoint",
  "headOld",
  "behind",
  "gaps",
  "lies",
  "ruleFailed",
  "crossChain",
  "workFailing",
  "deliveriesLate",
  "deliveriesDead",
  "listHeld",
] as const;
export type TroubleKind = (typeof TROUBLE_KINDS)[number];

export interface Trouble {
  kind: TroubleKind;
  /** Of this chain, by its CAIP-2 id … */
  chain?: string;
  /** … or of this list. */
  list?: string;
  /** Whose it is, in words. */
  name: string;
  /** How many, or how many seconds. */
  figure: number;
  /** Words from elsewhere: shown as they are. */
  said?: string;
}

export interface Watched {
  coverage: readonly ChainCoverage[];
  lanes: readonly Lane[];
  crossChain: CrossChain | undefined;
  work: readonly Work[];
  deliveries: readonly SubscriberDeliveries[];
  lists: readonly Watchlist[];
}

/** Of everything that is watched, what does not right itself; by kind, then in the order in which it was told. */
export function findTroubles({ coverage, lanes, crossChain, work, deliveries, lists }: Watched): Trouble[] {
  const found = [
    ...coverage.flatMap(troublesOfChain),
    ...lanes.flatMap(({ chain, title, stopped }) =>
      stopped === undefined ? [] : [troubleOf("laneStopped", title, 1, { chain, said: stopped.reason })],
    ),
    ...(crossChain?.lanes ?? []).flatMap(({ chain, faults, faultText }) => {
      const more = { chain, ...(faultText !== undefined && { said: faultText }) };
      return faults === 0 ? [] : [troubleOf("crossChain", titleOf(coverage, chain), faults, more)];
    }),
    ...work.flatMap(({ kind, chain, failing = 0 }) =>
      failing === 0 ? [] : [troubleOf("workFailing", kind, failing, chain === undefined ? {} : { chain })],
    ),
    ...deliveries.flatMap(({ name, late, dead }) => [
      ...(late === 0 ? [] : [troubleOf("deliveriesLate", name, late)]),
      ...(dead === 0 ? [] : [troubleOf("deliveriesDead", name, dead)]),
    ]),
    ...lists.flatMap(({ id, title, held }) =>
      held === undefined ? [] : [troubleOf("listHeld", title, held.failures.length, { list: id })],
    ),
  ];
  return found.sort((a, b) => TROUBLE_KINDS.indexOf(a.kind) - TROUBLE_KINDS.indexOf(b.kind));
}

function troublesOfChain(chain: ChainCoverage): Trouble[] {
  const { title, head, laneLag, gaps, screeningGaps, disagreements, endpoints } = chain;
  const of = (kind: TroubleKind, figure: number) => [troubleOf(kind, title, figure, { chain: chain.chain })];
  // Where nobody looks, that nothing is seen follows.
  if (!chain.followed) return of("notFollowed", 1);
  const isUnreachable = endpoints.configured > 0 && endpoints.healthy === 0;
  const lagS = laneLag?.seconds ?? 0;
  // Endpoints that stand still are looked at as ever: only the age of their block tells.
  const headAgeS = Math.max(head?.ageSeconds ?? 0, head?.blockAgeSeconds ?? 0);
  return [
    ...(isUnreachable ? of("noEndpoint", endpoints.configured) : []),
    ...(!isUnreachable && headAgeS > LATE_S ? of("headOld", headAgeS) : []),
    ...(!chain.laneStopped && lagS > LATE_S ? of("behind", lagS) : []),
    ...(gaps.count > 0 ? of("gaps", gaps.count) : []),
    ...(disagreements.caught > 0 ? of("lies", disagreements.caught) : []),
    ...(screeningGaps > 0 ? of("ruleFailed", screeningGaps) : []),
  ];
}

function troubleOf(
  kind: TroubleKind,
  name: string,
  figure: number,
  more: Pick<Trouble, "chain" | "list" | "said"> = {},
): Trouble {
  return { kind, name, figure, ...more };
}

function titleOf(coverage: readonly ChainCoverage[], id: string): string {
  return coverage.find(({ chain }) => chain === id)?.title ?? id;
}
