import type { Address } from "../address.ts";
import type { NovelEdge } from "./novel-edge.ts";
import type { NovelWindow } from "./novel-window.ts";

const DAY_S = 86_400;
/** Ours [E], all of them. */
export const MEMBERS_MIN = 5;
export const KEPT_PERCENT_MIN = 70;
export const COMMUNITY_DAYS = 30;
/** A review reads no more of them. */
const LISTED_MAX = 10;

/** What the addresses of a group do among themselves, and beside whom. */
export interface Community {
  members: number;
  /** Percent of what the members paid on new pairs that went to members, and to the one other that got the most of the rest. */
  internalPercent: number;
  exitPercent: number;
  /** Both together. */
  keptPercent: number;
  exit?: Address;
  /** Who is listed of the members, and of those that paid one or were paid by one. Sorted. */
  listedNeighbours: Address[];
  /** Large, closed enough and beside a listed address: worth saying. */
  isCommunity: boolean;
}

/** The same before anybody looks who is listed: plain data. */
export interface Surroundings extends Omit<Community, "listedNeighbours" | "isCommunity"> {
  /** The members, and those that paid one or were paid by one. */
  neighbours: Address[];
}

/**
 * What the addresses that a flagged group's payments tie together do with their money, and whom it stands beside.
 * The window holds new pairs of no known services: what goes to an exchange, and what repeats, is not counted.
 * @param time unix seconds to look back from
 */
export function surroundingsOf(
  edges: Iterable<Pick<NovelEdge, "from" | "to">>,
  window: NovelWindow,
  time: number,
): Surroundings {
  const members = new Set<Address>();
  for (const { from, to } of edges) members.add(from).add(to);
  const since = time - COMMUNITY_DAYS * DAY_S;
  const exits = new Map<Address, number>();
  const neighbours = new Set<Address>();
  let [all, internal] = [0, 0];
  for (const member of members) {
    for (const { to, worth = 0 } of window.outsOf(member, since)) {
      all += worth;
      if (members.has(to)) internal += worth;
      else {
        exits.set(to, (exits.get(to) ?? 0) + worth);
        neighbours.add(to);
      }
    }
    for (const { from } of window.insOf(member, since)) if (!members.has(from)) neighbours.add(from);
  }
  const [largest] = [...exits].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const percentOf = (part: number) => (all === 0 ? 0 : Math.floor((100 * part) / all));
  return {
    members: members.size,
    internalPercent: percentOf(internal),
    exitPercent: percentOf(largest?.[1] ?? 0),
    keptPercent: percentOf(internal + (largest?.[1] ?? 0)),
    ...(largest !== undefined && { exit: largest[0] }),
    neighbours: [...members, ...neighbours],
  };
}

/**
 * Whether they keep their money to themselves beside somebody listed.
 * @param isListed by a list that designates, at that time
 */
export function communityOf(
  { neighbours, ...surroundings }: Surroundings,
  isListed: (address: Address) => boolean,
): Community {
  const listedNeighbours = neighbours.filter(isListed).sort().slice(0, LISTED_MAX);
  const { members, keptPercent } = surroundings;
  return {
    ...surroundings,
    listedNeighbours,
    isCommunity: members >= MEMBERS_MIN && keptPercent >= KEPT_PERCENT_MIN && listedNeighbours.length > 0,
  };
}
