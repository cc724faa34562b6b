import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import { isService, type ListedEntry, listingAt, moreSevere, SEVERITIES, type Severity } from "../entry.ts";
import {
  defineHeadHeuristic,
  type Judgement,
  type Observation,
  type Party,
  type Reason,
  type Silence,
} from "../heuristic.ts";
import { isKnownContract } from "../known-contract.ts";
import { listingText, reasonEntryOf } from "../listing-reason.ts";
import { describeMovement, sidesOf } from "../movement-text.ts";
import { scoreFinding } from "../score.ts";
import { aliasHitExamples } from "./alias-hit.examples.ts";

const DAY_S = 86_400;
/** Addresses up to here are set aside by chains for themselves: nobody has their key. */
const RESERVED_ADDRESS_MAX = 0xffffn;
/** That a listing holds of the same bytes elsewhere, in percent of what it says of its own address. Ours [E]. */
const ALIAS_CONFIDENCE_PERCENT = 50n;

/** The same 20 bytes are listed as an address of the other family: likely one key, not surely. */
export const aliasHit = defineHeadHeuristic({
  id: "alias-hit",
  version: 1,
  title: "Transfer to or from the alias of a listed address",
  summary:
    "Fires on a side of a transfer whose 20 bytes a list names as an address of the other family: one key gives the same bytes on " +
    "EVM chains and on TRON, so the holder is likely the same, where the address is no contract. Whether it is one is not known " +
    "from transfers and is said; known tokens' and bridges' contracts and addresses that chains set aside never count. The listing is " +
    "not about this account: severity is a step below it, and its confidence counts for half. Where a list names the account " +
    "itself, watchlist-hit tells of that and this rule is silent. There is no least amount.",
  sources: [
    "TRON and EVM chains derive an account's 20 bytes from the same kind of key in the same way (TRON documentation, account model)",
    "UN Secretary-General, 17th report on ISIL, 2023: transfers across virtual assets and networks",
    "One step of severity, half the confidence, quiet gap of one day: ours [E]",
  ],
  params: z.strictObject({}),
  stage: "head",
  gapS: DAY_S,
  judge(observation) {
    const { sender, recipient } = observation;
    if (sender.aliases === undefined && recipient.aliases === undefined) return NOTHING;
    return sidesOf(observation)
      .filter((party) => silenceOf(observation, party) === undefined)
      .map((party) => judgeSide(observation, party));
  },
  explainSilence(observation) {
    return sidesOf(observation).flatMap((party): Silence[] => {
      const text = silenceOf(observation, party);
      return text === undefined ? [] : [{ subject: party.address, text }];
    });
  },
  examples: aliasHitExamples,
});

const NOTHING: readonly Judgement[] = [];

function inForce({ aliases = [] }: Party, time: number): readonly ListedEntry[] {
  return aliases.filter((entry) => !isService(entry) && listingAt(entry, time) === "in_force");
}

/** Undefined when the side fires. */
function silenceOf({ transfer, block }: Observation, party: Party): string | undefined {
  const { address, entries, aliases } = party;
  if (aliases === undefined) return "on no watchlist as an address of the other family";
  if (inForce(party, block.time).length === 0)
    return "listed as an address of the other family, but not in force at this block's time, or as a service";
  if (isNobodys(address)) return "the same bytes are a known contract's or set aside by chains: nobody has their key";
  if (entries.some((entry) => listingAt(entry, block.time) === "in_force")) {
    return "a list names the account itself: as listed, which watchlist-hit tells of, or as a known service";
  }
  if (transfer.amount === 0n) return "the transfer moved nothing: a zero-value transfer can be forged in anyone's name";
  return undefined;
}

function isNobodys(address: Address): boolean {
  return BigInt(address) <= RESERVED_ADDRESS_MAX || isKnownContract(address);
}

function judgeSide(observation: Observation, party: Party): Judgement {
  const entries = inForce(party, observation.block.time);
  const movement = describeMovement(observation, party);
  const scores = entries.map((entry) => {
    const confidence = Number((BigInt(entry.confidence) * ALIAS_CONFIDENCE_PERCENT) / 100n);
    return scoreFinding(lowered(entry.severity), confidence);
  });
  return {
    subject: party.address,
    severity: entries.map(({ severity }) => lowered(severity)).reduce(moreSevere),
    exposure: "DIRECT",
    score: Math.max(...scores),
    reasons: entries.map((entry) => reasonFor(observation, party, entry, movement)),
  };
}

function reasonFor({ chain }: Observation, { address }: Party, entry: ListedEntry, movement: string): Reason {
  const name = formatAddress(address, chain.family);
  const listed = formatAddress(address, entry.family);
  return {
    code: "listed_alias",
    text: `${movement}; ${name} is the alias of ${listed}, which is ${listingText(entry)}: the same 20 bytes, likely and not surely of one key holder`,
    entry: reasonEntryOf(entry),
    exclusions: ["whether either address is a contract is not known: then the two have nothing to do with each other"],
  };
}

function lowered(severity: Severity): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] as Severity;
}
