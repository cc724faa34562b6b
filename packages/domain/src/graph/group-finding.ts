import { formatAddress } from "../address.ts";
import type { Chain } from "../chain.ts";
import type { Severity } from "../entry.ts";
import type { Figure } from "../figure.ts";
import { inLedgerOrder } from "../flow-window.ts";
import type { Reason, TransferPlace } from "../heuristic.ts";
import type { Firing } from "../judge-depth.ts";
import { formatUnits } from "../money.ts";
import { scoreFinding } from "../score.ts";
import type { TimedBlock, Transfer } from "../transfer.ts";
import { chanceText } from "./chance-text.ts";
import type { GraphParams } from "./graph-params.ts";
import { GROUP_OPEN_S, type GroupSighting, type PaymentGroup, rankOf } from "./payment-group.ts";

const DAY_S = 86_400;
/** Decades of rarity that count as one of evidence: how rare a pattern is says little of what it is for. Ours [E]. */
const RARITY_PER_EVIDENCE = 5;
/** Beyond, rarity counts no further: no pattern outranks a SEVERE hit by it. Ours [E]. */
const RARITY_HUNDREDTHS_MAX = 950;

/**
 * What a payment that opened a group, or was added to it, is told as. The group is the alert; each sighting is a reason.
 * @param besides facts about the group that neither open it nor rank it
 */
export function groupFinding(
  chain: Chain,
  params: GraphParams,
  group: PaymentGroup,
  { block, transfer }: { block: TimedBlock; transfer: Transfer },
  besides: readonly Reason[] = [],
): Firing {
  const rank = hundredthsOf(rankOf(group));
  const severity: Severity = rank >= params.mediumHundredths ? "MEDIUM" : "LOW";
  return {
    heuristic: group.shape,
    heuristicVersion: group.version,
    gapS: GROUP_OPEN_S,
    opening: group.opening,
    subject: group.subject,
    severity,
    exposure: "BEHAVIORAL",
    score: scoreFinding(severity, 100) + Math.floor(Math.min(rank, RARITY_HUNDREDTHS_MAX) / RARITY_PER_EVIDENCE),
    reasons: [...reasonsOf(chain, params, group), ...besides],
    block,
    transfer,
    supporting: supportingOf(group, transfer, block.time - graphSupportS(params)),
  };
}

/** Seconds before a payment within which every payment lies that a finding of it names: retention keeps the ledger so far. */
export function graphSupportS({ windowDays }: GraphParams): number {
  return windowDays * DAY_S;
}

/** A group may go on for longer than its first payments are kept: those then stand with its earlier findings. */
function supportingOf({ edges }: PaymentGroup, transfer: Transfer, since: number): TransferPlace[] {
  const places: TransferPlace[] = [];
  for (const { blockNumber, logIndex, time } of edges.values()) {
    if (time < since || (blockNumber === transfer.blockNumber && logIndex === transfer.logIndex)) continue;
    places.push({ blockNumber, logIndex });
  }
  return places.sort(inLedgerOrder);
}

/** The shape that opened the group, then the rarest first. */
function reasonsOf(chain: Chain, params: GraphParams, { shape, edges, sightings }: PaymentGroup): Reason[] {
  const first = (sighting: GroupSighting) => (sighting.shape === shape ? 1 : 0);
  return [...sightings.values()]
    .sort((a, b) => first(b) - first(a) || b.rating - a.rating || (a.shape < b.shape ? -1 : 1))
    .map((sighting) => {
      const { anchor, text, rating } = sighting;
      const isOpening = sighting.shape === shape;
      const together = isOpening && edges.size > 1 ? `; ${edges.size} payments are in the group` : "";
      return {
        code: sighting.shape.replaceAll("-", "_"),
        text: `${formatAddress(anchor, chain.family)}: ${text}; ${chanceText(rating)}${together}`,
        figures: [ratingFigure(rating, isOpening ? params.openingHundredths : params.joiningHundredths)],
        exclusions: ["payments of known services are left out", "so are payments on pairs that had paid before"],
      };
    });
}

function ratingFigure(rating: number, thresholdHundredths: number): Figure {
  const value = hundredthsOf(rating);
  return {
    name: "of rarity, against the strongest of its like in the 60 days before",
    value: formatUnits(BigInt(value), 2),
    comparison: "at_least",
    threshold: formatUnits(BigInt(thresholdHundredths), 2),
    unit: "decades",
    met: value >= thresholdHundredths,
  };
}

/** Rounded down, so that no text shows a threshold as reached that was not. */
function hundredthsOf(decades: number): number {
  return Math.floor(100 * decades + 1e-9);
}
