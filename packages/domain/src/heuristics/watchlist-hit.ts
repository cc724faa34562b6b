import { z } from "zod";
import { formatAddress } from "../address.ts";
import { isService, type ListedEntry, listingAt, moreSevere } from "../entry.ts";
import {
  defineHeadHeuristic,
  type Judgement,
  type Observation,
  type Party,
  type Reason,
  type Silence,
} from "../heuristic.ts";
import { LISTED_PARTY, listingText, reasonEntryOf } from "../listing-reason.ts";
import { describeMovement, sidesOf } from "../movement-text.ts";
import { scoreFinding } from "../score.ts";
import { watchlistHitExamples } from "./watchlist-hit.examples.ts";

const DAY_S = 86_400;

/** Direct exposure: one side of the transfer is on a list in force at the block's time. No minimum amount. */
export const watchlistHit = defineHeadHeuristic({
  id: "watchlist-hit",
  version: 1,
  title: "Transfer to or from a listed address",
  summary:
    "Fires once for each side of a transfer that a watchlist names at the block's time. There is no minimum amount: " +
    "exchanges treat direct exposure to a designated address the same at any amount. A transfer of zero moves nothing " +
    "and can be forged in anyone's name, so it does not fire; neither do entries that name a known service.",
  sources: [
    "UN Secretary-General, 17th report on ISIL, 2023: international funds transfers in virtual assets, including stablecoins",
    "FATF Recommendation 7 and 16, UNSCR 1373: direct exposure to designated persons has no floor",
    "Quiet gap of one day: ours [E]; it groups what one review would look at together",
  ],
  params: z.strictObject({}),
  stage: "head",
  gapS: DAY_S,
  judge(observation) {
    const { sender, recipient, transfer } = observation;
    if (sender.entries.length === 0 && recipient.entries.length === 0) return NOTHING;
    if (transfer.amount === 0n) return NOTHING;
    const judgements: Judgement[] = [];
    for (const party of sidesOf(observation)) {
      const inForce = party.entries.filter((entry) => countsAt(entry, observation.block.time));
      if (inForce.length > 0) judgements.push(judgeSide(observation, party, inForce));
    }
    return judgements;
  },
  explainSilence(observation) {
    const silences: Silence[] = [];
    for (const party of sidesOf(observation)) {
      const text = silenceOf(observation, party);
      if (text !== undefined) silences.push({ subject: party.address, text });
    }
    return silences;
  },
  examples: watchlistHitExamples,
});

const NOTHING: readonly Judgement[] = [];

function countsAt(entry: ListedEntry, time: number): boolean {
  return !isService(entry) && listingAt(entry, time) === "in_force";
}

function judgeSide(observation: Observation, party: Party, inForce: readonly ListedEntry[]): Judgement {
  const severity = inForce.map((entry) => entry.severity).reduce(moreSevere);
  const score = Math.max(...inForce.map((entry) => scoreFinding(entry.severity, entry.confidence)));
  const movement = describeMovement(observation, party);
  const name = formatAddress(party.address, observation.chain.family);
  const reasons = inForce.map((entry) => reasonFor(name, entry, movement));
  return { subject: party.address, severity, exposure: "DIRECT", score, reasons };
}

function reasonFor(name: string, entry: ListedEntry, movement: string): Reason {
  return {
    code: LISTED_PARTY,
    text: `${movement}; ${name} is ${listingText(entry)}`,
    entry: reasonEntryOf(entry),
  };
}

/** Undefined when the side fires. */
function silenceOf({ transfer, block }: Observation, party: Party): string | undefined {
  const { entries } = party;
  if (entries.length === 0) return "on no watchlist that this lane was screening with";
  if (transfer.amount === 0n)
    return "listed, but the transfer moved nothing: a zero-value transfer can be forged in anyone's name";
  if (entries.some((entry) => countsAt(entry, block.time))) return undefined;
  return entries.map((entry) => `${entry.list}: ${describeNotCounting(entry, block.time)}`).join("; ");
}

function describeNotCounting(entry: ListedEntry, time: number): string {
  const at = new Date(time * 1000).toISOString();
  switch (listingAt(entry, time)) {
    case "listed_later":
      return `listed only from ${new Date((entry.validFrom ?? 0) * 1000).toISOString()}, after this block (${at})`;
    case "delisted":
      return `listed until ${new Date((entry.validTo ?? 0) * 1000).toISOString()}, before this block (${at})`;
    case "in_force":
      return `a known service (${entry.category}), which is context and not a listing`;
  }
}
