import { formatAddress } from "../address.ts";
import type { Chain } from "../chain.ts";
import { countOf } from "../decimal-text.ts";
import type { ListedEntry } from "../entry.ts";
import type { Figure } from "../figure.ts";
import { countFigure } from "../figure-of.ts";
import type { Reason } from "../heuristic.ts";
import { nearbyReason } from "../listing-reason.ts";
import { COMMUNITY_DAYS, type Community, KEPT_PERCENT_MIN, MEMBERS_MIN } from "./community.ts";
import {
  CARRIED_PERCENT_MIN,
  CONCENTRATION_PERCENT_MIN,
  FEW_MAX,
  type FlowShape,
  type Junction,
  STOPPED_PERCENT_MIN,
} from "./junction.ts";

/** Codes of what is told beside a group's sightings. */
export const GROUP_CONTEXT = ["junction", "community"] as const;
export type GroupContextCode = (typeof GROUP_CONTEXT)[number];

/** Not what a finding stands on: without it the alert would stand all the same. */
export function isGroupContext(code: string): boolean {
  return GROUP_CONTEXT.some((known) => known === code);
}

/** What is known of a group whose alert stands already. */
export interface GroupContext {
  flow: FlowShape;
  community: Community;
  /** Of the community's listed neighbours, those in force. */
  listings: readonly ListedEntry[];
}

/**
 * Facts about a flagged group, each a reason beside its sightings: they open no alert and rank none, and say nothing of
 * what anybody knows. Each listing that a community stands beside is a reason of its own, so that none is hidden in words.
 */
export function groupContextReasons(chain: Chain, { flow, community, listings }: GroupContext): Reason[] {
  const reasons = flow.junctions.map((junction) => junctionReason(chain, flow, junction));
  if (!community.isCommunity) return reasons;
  return [...reasons, communityReason(chain, community), ...listings.map((entry) => nearbyReason(entry, chain.family))];
}

function junctionReason(chain: Chain, flow: FlowShape, { address, stoppedPercent, carriedPercent }: Junction): Reason {
  const stops = atLeast(stoppedPercent, "%", STOPPED_PERCENT_MIN, "of what goes through the group stops without it");
  const few = `of what the group's addresses pass on goes through ${FEW_MAX} of them or fewer, this one among them`;
  const carries = [
    atLeast(flow.fewPercent, "%", CARRIED_PERCENT_MIN, few),
    atLeast(
      flow.concentrationPercent,
      "%",
      CONCENTRATION_PERCENT_MIN,
      "of concentration, the sum of the squared shares of it",
    ),
  ];
  const code: GroupContextCode = "junction";
  return {
    code,
    text:
      `${formatAddress(address, chain.family)}: ${stoppedPercent} % of what goes through the group's payments stops without this ` +
      `address, which passes on ${carriedPercent} % of what is passed on; nothing is said of what it knows`,
    figures: stops.met ? [stops] : carries,
    exclusions: flow.unpriced === 0 ? [] : [`${countOf(flow.unpriced, "payment")} left out: no rate for them`],
  };
}

function communityReason(chain: Chain, { members, keptPercent, exit, listedNeighbours }: Community): Reason {
  const among = exit === undefined ? "" : ` or pay it to ${formatAddress(exit, chain.family)} alone`;
  const code: GroupContextCode = "community";
  return {
    code,
    text:
      `the group's ${members} addresses keep ${keptPercent} % of what they paid on new pairs in ${COMMUNITY_DAYS} days to ` +
      `themselves${among}, and stand beside ${countOf(listedNeighbours.length, "listed neighbour")}`,
    figures: [
      atLeast(members, "addresses", MEMBERS_MIN, "in the group"),
      atLeast(keptPercent, "%", KEPT_PERCENT_MIN, `of what they paid on new pairs in ${COMMUNITY_DAYS} days`),
      atLeast(listedNeighbours.length, "neighbours", 1, "listed, or members that are"),
    ],
    exclusions: ["payments of known services are left out", "so are payments on pairs that had paid before"],
  };
}

function atLeast(value: number, unit: string, threshold: number, name: string): Figure {
  return countFigure(value, unit, "at_least", threshold, name);
}
