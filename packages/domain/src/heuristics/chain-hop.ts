import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import { BRIDGES } from "../bridge-registry.ts";
import { getChain } from "../chain-registry.ts";
import { type Hop, isJoinedById, type KnownLeg, tokenOfLeg } from "../cross-chain/leg.ts";
import { countOf } from "../decimal-text.ts";
import { durationText } from "../duration-text.ts";
import { moreSevere, SEVERITIES, type Severity } from "../entry.ts";
import { countFigure } from "../figure-of.ts";
import { DAY_S, HOUR_S } from "../flow-window.ts";
import { defineCrossChainHeuristic, type Reason, type ReasonEntry } from "../heuristic.ts";
import { formatAmount } from "../money.ts";
import { scoreFinding } from "../score.ts";
import { chainHopExamples } from "./chain-hop.examples.ts";

const MINUTE_S = 60;

const paramsSchema = z.strictObject({
  hopsMin: z.int().min(2).max(30).default(2).describe("hops on one way [E]"),
  windowHours: z.int().min(1).max(168).default(24).describe("hours from the first departure to the last arrival [E]"),
  pairMinutes: z.int().min(1).max(1_440).default(60).describe("minutes from a departure to its arrival [E]"),
  tolerancePercent: z.int().min(0).max(20).default(1).describe("percent that a bridge's fees may take [E]"),
  carriedPercentMin: z
    .int()
    .min(1)
    .max(100)
    .default(80)
    .describe("percent that the smaller of what arrived and what leaves next is of the larger [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone way over several chains is, percent. Ours [E]: whoever looks for the cheapest chain moves the same way. */
const CONFIDENCE_PERCENT = 30;

/** The same money crosses from chain to chain within a day, or crosses once and touches who is listed. */
export const chainHop = defineCrossChainHeuristic<Params>({
  id: "chain-hop",
  version: 1,
  title: "Money that hops from chain to chain",
  summary:
    "Fires on an arrival by a bridge whose money has crossed at least twice within a day, or once where a list names a holder on its " +
    "way. A hop is a departure and an arrival that carry the same id, and nearly the same amount, at most an hour apart; where a " +
    "bridge gives its id on one side only, both chains, the recipient and the amount join them, and that is said. One hop goes on " +
    "with the next where the same address sends on what it received, for the larger part; a contract that passes the money through in " +
    "one transaction is looked behind. A known service ends a way: what it sends is its customers' money. Money that is swapped into " +
    "another currency, split into smaller parts, or paid to another address before it crosses again is not followed, nor what goes " +
    "to a chain that is not watched.",
  sources: [
    "Elliptic, chain-hopping, 2025: the defining method of moving funds beyond one chain's view [P]",
    "FATF, Virtual Assets Red Flag Indicators, 2020: moving assets across chains without a plain reason [P]",
    "Ids and topics: LayerZero OFT, circlefin/evm-cctp-contracts; hops, hours, minutes and shares: ours [E]",
  ],
  params: paramsSchema,
  stage: "cross-chain",
  gapS: DAY_S,
  limits: ({ windowHours, pairMinutes, tolerancePercent, carriedPercentMin }) => ({
    wayWithinS: windowHours * HOUR_S,
    pairWithinS: pairMinutes * MINUTE_S,
    tolerancePercent,
    carriedPercentMin,
  }),
  assess({ hops }, { hopsMin, windowHours }) {
    const listed = listingsOn(hops);
    const counted = countFigure(hops.length, "hops", "at_least", hopsMin, `on one way within ${windowHours} hours`);
    if (listed.length === 0 && !counted.met) {
      return { outcome: "silent", text: `${countOf(hops.length, "hop")}, and no list names a holder on the way` };
    }
    const named = new Set(listed.map(({ holder }) => holder)).size;
    const nearby = countFigure(named, "holders", "at_least", 1, "on the way that a list in force names");
    // Each figure is one that it would not stand without: where either would do alone, there is none, and the text says so.
    const figures = named > 0 && counted.met ? [] : [counted.met ? counted : nearby];
    const either = figures.length === 0 ? "; either its hops or what lists say would do alone" : "";
    const way: Reason = { code: "chain_hop", text: `${wayText(hops)}${either}`, figures, exclusions: notesOf(hops) };
    const severity = listed.reduce<Severity>((most, { severity: of }) => moreSevere(most, of), "LOW");
    return {
      outcome: "fires",
      severity,
      exposure: listed.length > 0 ? "INDIRECT" : "BEHAVIORAL",
      score: Math.max(
        scoreFinding("LOW", CONFIDENCE_PERCENT),
        ...listed.map(({ severity: of, entry }) => scoreFinding(of, entry.confidence)),
      ),
      reasons: [way, ...listed.map(listedReason)],
    };
  },
  examples: chainHopExamples,
});

interface ListedOnWay {
  holder: Address;
  leg: KnownLeg;
  entry: ReasonEntry;
  /** What it weighs here: each hop between lowers it by a step. Ours [E]. */
  severity: Severity;
}

function listingsOn(hops: readonly Hop[]): ListedOnWay[] {
  return hops.flatMap(({ departure, arrival }, index) => {
    const behind = hops.length - 1 - index;
    const of = (leg: KnownLeg) =>
      (leg.outcome.listings ?? []).map((entry) => ({
        holder: leg.holder,
        leg,
        entry,
        severity: loweredBy(entry.severity, behind),
      }));
    // Whom money arrives at and who sends it on is the same holder, and said once.
    const isSaid = index > 0 && hops[index - 1]?.arrival.holder === departure.holder;
    return [...(isSaid ? [] : of(departure)), ...of(arrival)];
  });
}

function loweredBy(severity: Severity, steps: number): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - steps)] as Severity;
}

function listedReason({ leg, entry }: ListedOnWay): Reason {
  const { authority, programme, category, list, listVersion } = entry;
  const under = programme === undefined ? "" : ` under ${programme}`;
  const what = `listed by ${authority}${under} as ${category.replaceAll("_", " ")} (list ${list}, version ${listVersion})`;
  return { code: "listed_on_way", text: `${nameOf(leg)}, on the way, is ${what}`, entry };
}

/** "0xB… received 99 USDC on base from 0xA… on ethereum by Circle CCTP, version 1; 2 hops in 40 minutes: A on x → B on y" */
function wayText(hops: readonly Hop[]): string {
  const [first, last] = [hops[0], hops.at(-1)] as [Hop, Hop];
  const took = Math.max(0, last.arrival.clock - first.departure.clock);
  const bridge = BRIDGES.find(({ name }) => name === last.arrival.bridge)?.title ?? last.arrival.bridge;
  const way = [nameOf(first.departure), ...hops.map(({ arrival }) => nameOf(arrival))].join(" → ");
  return (
    `${nameOf(last.arrival)} received ${amountText(last.arrival)} from ${nameOf(last.departure)} by ${bridge}; ` +
    `${countOf(hops.length, "hop")} in ${durationText(took)}, beginning with ${amountText(first.departure)}: ${way}`
  );
}

function notesOf(hops: readonly Hop[]): string[] {
  const byParties = hops.filter(({ arrival }) => !isJoinedById(arrival)).length;
  return byParties === 0
    ? []
    : [
        `${countOf(byParties, "hop")} joined by both chains, the recipient and the amount: the bridge gives its id on one side only`,
      ];
}

function nameOf({ chain, holder }: KnownLeg): string {
  return `${formatAddress(holder, getChain(chain).family)} on ${chain}`;
}

function amountText(leg: KnownLeg): string {
  const { token, contract } = tokenOfLeg(leg);
  return formatAmount(leg.payment.transfer.amount, contract.decimals, contract.symbol ?? token.symbol);
}
