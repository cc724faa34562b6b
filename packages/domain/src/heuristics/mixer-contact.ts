import { z } from "zod";
import { formatAddress, ZERO_ADDRESS } from "../address.ts";
import { isService, type ListedEntry, listingAt, type Severity } from "../entry.ts";
import { MICROS, USD } from "../flow-worth.ts";
import { isServiceAt } from "../fold-profiles.ts";
import {
  defineHeadHeuristic,
  type Judgement,
  type Observation,
  type Party,
  type Reason,
  type Silence,
} from "../heuristic.ts";
import { reasonEntryOf } from "../listing-reason.ts";
import { toMicros } from "../money.ts";
import { describeMovement, sidesOf } from "../movement-text.ts";
import { scoreFinding } from "../score.ts";
import { mixerContactExamples } from "./mixer-contact.examples.ts";

const DAY_S = 86_400;

const paramsSchema = z.strictObject({
  dustUsdBelow: z
    .int()
    .min(0)
    .max(1_000)
    .default(10)
    .describe("units of a dollar token below which a receipt is dust that anybody can be sent [P]"),
});

type Params = z.infer<typeof paramsSchema>;

/** Whoever pays a mixer chose to; a receipt can be somebody else's doing. Ours [E]. */
const SENT: Severity = "MEDIUM";
const RECEIVED: Severity = "LOW";

/** Direct exposure: the other side of the transfer is labelled a mixer at the block's time. */
export const mixerContact = defineHeadHeuristic<Params>({
  id: "mixer-contact",
  version: 1,
  title: "Transfer to or from a mixer",
  summary:
    "Fires on the side of a transfer whose other side a list labels a mixer at the block's time: MEDIUM for who sent money to it, LOW " +
    "for who received some from it, since that can be somebody else's doing. A label that has ended, or begins later, does not count " +
    "and is said; where the mixer was or is on a list for another reason, such as sanctions that were lifted, that is said with its " +
    "dates, and is no ground of this rule. Receipts of dust do not fire where the token is worth dollars; in other currencies there " +
    "is no least amount, for a rule of the head has no rates. A transfer of zero moves nothing. Known services are no subjects, and " +
    "a relayer that pays a mixer's money on in its own name is seen as the one who received it.",
  sources: [
    "FATF, Virtual Assets Red Flag Indicators, 2020: funds from or to mixing services",
    "OFAC, 2022 and 2025: mixers can be designated, and the designation can be lifted; a label is no designation",
    "Dust below 10 USD: published by those who track address poisoning [P]; severities and quiet gap of one day: ours [E]",
  ],
  params: paramsSchema,
  stage: "head",
  gapS: DAY_S,
  judge(observation, params) {
    const { sender, recipient } = observation;
    if (sender.entries.length === 0 && recipient.entries.length === 0) return NOTHING;
    if (!hasMixerLabel(sender) && !hasMixerLabel(recipient)) return NOTHING;
    return sidesOf(observation)
      .filter((party) => exemptionOf(observation, party, params) === undefined)
      .map((party) => judgeSide(observation, party));
  },
  explainSilence(observation, params) {
    return sidesOf(observation).flatMap((party): Silence[] => {
      const text = exemptionOf(observation, party, params);
      return text === undefined ? [] : [{ subject: party.address, text }];
    });
  },
  examples: mixerContactExamples,
});

const NOTHING: readonly Judgement[] = [];

function isMixer({ category }: ListedEntry): boolean {
  return category === "mixer";
}

/** At whatever time. */
function hasMixerLabel({ entries }: Party): boolean {
  return entries.some(isMixer);
}

function otherSide({ sender, recipient }: Observation, party: Party): Party {
  return party === sender ? recipient : sender;
}

function labelsInForce(party: Party, time: number): readonly ListedEntry[] {
  return party.entries.filter((entry) => isMixer(entry) && listingAt(entry, time) === "in_force");
}

/** Why the rule has nothing to say of a side; undefined when it fires. */
function exemptionOf(observation: Observation, party: Party, { dustUsdBelow }: Params): string | undefined {
  const { transfer, token, block } = observation;
  const other = otherSide(observation, party);
  if (transfer.sender === transfer.recipient) return "a transfer to its own address has no other side";
  if (!hasMixerLabel(other)) return "the other side is on no list as a mixer";
  if (labelsInForce(other, block.time).length === 0) {
    const labels = other.entries.filter(isMixer).map((entry) => `${entry.list}: ${notInForceText(entry, block.time)}`);
    return `the other side is no mixer at this block's time: ${labels.join("; ")}`;
  }
  if (transfer.amount === 0n) return "the transfer moved nothing: a zero-value transfer can be forged in anyone's name";
  if (party.address === ZERO_ADDRESS) return "money was issued or destroyed, which has one side only";
  if (isServiceAt(party, block.time)) return "a known service, whose customers' payments are not its own";
  const isReceipt = party.address === transfer.recipient;
  const micros = toMicros(transfer.amount, token.contract.decimals);
  if (isReceipt && token.token.peg === USD && micros < BigInt(dustUsdBelow) * MICROS) {
    return `a receipt below ${dustUsdBelow} USD: dust, which anybody can be sent`;
  }
  return undefined;
}

function notInForceText(entry: ListedEntry, time: number): string {
  return listingAt(entry, time) === "delisted"
    ? `labelled until ${isoTime(entry.validTo)}, before it`
    : `labelled only from ${isoTime(entry.validFrom)}, after it`;
}

function judgeSide(observation: Observation, party: Party): Judgement {
  const { block, transfer, chain } = observation;
  const other = otherSide(observation, party);
  const labels = labelsInForce(other, block.time);
  const severity = party.address === transfer.sender ? SENT : RECEIVED;
  const movement = describeMovement(observation, party);
  const name = formatAddress(other.address, chain.family);
  const reasons = labels.map((entry) => reasonFor(observation, other, entry, `${movement}; ${name}`));
  const score = scoreFinding(severity, Math.max(...labels.map(({ confidence }) => confidence)));
  return { subject: party.address, severity, exposure: "DIRECT", score, reasons };
}

function reasonFor({ block, transfer }: Observation, mixer: Party, entry: ListedEntry, movement: string): Reason {
  const designations = mixer.entries
    .filter((listed) => !isService(listed))
    .map((listed) => standingText(listed, block.time));
  const also = designations.length === 0 ? "" : `; ${designations.join("; ")}`;
  return {
    code: "mixer_counterparty",
    text: `${movement} is labelled a mixer by ${entry.authority} (list ${entry.list}, version ${entry.listVersion})${also}`,
    entry: reasonEntryOf(entry),
    ...(mixer.address === transfer.sender && {
      exclusions: ["whether the receiver asked for it is not known: anybody can be sent money from a mixer"],
    }),
  };
}

/** What another list says of the mixer, and whether it says so at that time. */
function standingText(entry: ListedEntry, time: number): string {
  const listing = `listing by ${entry.authority} as ${entry.category.replaceAll("_", " ")}`;
  switch (listingAt(entry, time)) {
    case "in_force":
      return `its ${listing} is in force`;
    case "delisted":
      return `its ${listing} ended on ${isoTime(entry.validTo)}, before this block: delisted`;
    case "listed_later":
      return `its ${listing} begins on ${isoTime(entry.validFrom)}, after this block`;
  }
}

function isoTime(time = 0): string {
  return new Date(time * 1000).toISOString();
}
