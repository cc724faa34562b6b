import type { Address } from "../address.ts";
import assert from "../assert.ts";
import { entriesOf, HeuristicFailure } from "../finding.ts";
import type { GraphHeuristic, Observation } from "../heuristic.ts";
import type { DepthInputs, Judged } from "../judge-depth.ts";
import { listingsOf } from "../near-listing.ts";
import { communityOf } from "./community.ts";
import type { GraphLook } from "./graph-look.ts";
import type { GraphInputs } from "./graph-params.ts";
import { groupContextReasons } from "./group-context.ts";
import { groupFinding } from "./group-finding.ts";

/** Puts what a look gave beside what other rules said, now that lists are asked, too. */
export function tellLook(
  inputs: GraphInputs,
  { groups, withheld, failures }: GraphLook,
  observation: Observation,
  matcher: DepthInputs["matcher"],
  outcome: Judged,
): void {
  const { chain, block } = observation;
  for (const id of withheld) outcome.withheld.add(ruleOf(inputs, id), "history_short");
  for (const { rule, error } of failures) leaveGap(ruleOf(inputs, rule), error, observation, outcome);
  const present = { block, entriesOf: (address: Address) => entriesOf(chain, address, matcher) };
  for (const { group, flow, surroundings } of groups) {
    const community = communityOf(surroundings, (address) => listingsOf(present, address).length > 0);
    const listings = community.listedNeighbours.flatMap((address) => listingsOf(present, address));
    const besides = groupContextReasons(chain, { flow, community, listings });
    outcome.firings.push(groupFinding(chain, inputs.params, group, observation, besides));
  }
}

/** What worth a payment has could not be told: none of the rules knows what it would have said. */
export function leaveGaps({ rules }: GraphInputs, error: unknown, observation: Observation, outcome: Judged): void {
  for (const { heuristic } of rules) leaveGap(heuristic, error, observation, outcome);
}

function leaveGap(heuristic: GraphHeuristic, error: unknown, observation: Observation, { gaps }: Judged): void {
  const reason = new HeuristicFailure(heuristic, observation, error).message;
  gaps.push({ heuristic: heuristic.id, heuristicVersion: heuristic.version, transfer: observation.transfer, reason });
}

function ruleOf({ rules }: GraphInputs, id: string): GraphHeuristic {
  const rule = rules.find(({ heuristic }) => heuristic.id === id);
  assert(rule !== undefined, "a look names rules of its epoch");
  return rule.heuristic;
}
