import { z } from "zod";
import { type Address, formatAddress } from "../address.ts";
import type { Chain } from "../chain.ts";
import { countOf } from "../decimal-text.ts";
import type { Severity } from "../entry.ts";
import { amountFigure, countFigure } from "../figure-of.ts";
import {
  DAY_S,
  flowsSince,
  inLedgerOrder,
  isOneTransaction,
  noPaymentText,
  presentPayment,
  supportingPlaces,
} from "../flow-window.ts";
import { MICROS, missingRateText, USD, worthOfAll } from "../flow-worth.ts";
import type { StandingFreeze } from "../freeze-book.ts";
import { defineDepthHeuristic, type Encounter } from "../heuristic.ts";
import { formatMicros } from "../money.ts";
import { isNobody } from "../nobodys-address.ts";
import { DUST_MICROS, PROFILE_DAYS_MAX, type RecentFlow } from "../profile.ts";
import { scoreFinding } from "../score.ts";
import { type Measurement, restraint, silence } from "../silence.ts";
import { findToken } from "../token-registry.ts";
import { swapAfterFreezeExamples } from "./swap-after-freeze.examples.ts";

const paramsSchema = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(PROFILE_DAYS_MAX - 2)
    .default(30)
    .describe("days since the freeze, and since the payment with whom it befell [E]"),
  swappedUsdMin: z.int().min(1).default(1_000).describe("USD exchanged in one transaction [E]"),
  contactUsdMin: z
    .int()
    .min(1)
    .default(100)
    .describe("USD paid to or received from who was frozen, so that nobody is drawn in by dust [E]"),
});

type Params = z.infer<typeof paramsSchema>;

/** How sure a lone finding is, percent. Ours [E]: whoever was frozen itself has a reason that others do not have. */
const OWN_PERCENT = 50;
const CONTACT_PERCENT = 20;

/** After a freeze near it, money changes into a token that nobody is known to freeze. */
export const swapAfterFreeze = defineDepthHeuristic<Params>({
  id: "swap-after-freeze",
  version: 1,
  title: "Exchanged into a token without freezes after one nearby",
  summary:
    "Fires on a payment by which an address gives a token whose issuer can freeze it, and in the same transaction gets one of which " +
    "no freeze is known, within a month after an issuer has frozen the address itself or somebody it paid or was paid by. " +
    "Freezes are those of the lane's own blocks on the same chain that stand at that place. Who is known as a service " +
    "draws nobody in, nor does a small payment; of somebody with more than 64 payments one way, those remembered are looked at. " +
    "An exchange in two transactions is not seen, nor is one on another chain. Traders change tokens all day, and whoever was " +
    "paid by somebody that was frozen later may know nothing of it: LOW, and MEDIUM where the address itself is frozen.",
  sources: [
    "FATF, Targeted Report on Stablecoins and Unhosted Wallets, 2026: moved to tokens that cannot be frozen after freezes [P]",
    "Which tokens have freeze events: docs/reference/tokens.md",
    "Days and amounts: ours [E]",
  ],
  params: paramsSchema,
  stage: "depth",
  gapS: 7 * DAY_S,
  historyS: ({ windowDays }) => windowDays * DAY_S,
  firesEarly: true,
  cannotFire,
  assess(encounter, params) {
    if (cannotFire(encounter)) return silence(() => measure(encounter, params));
    const measured = measure(encounter, params);
    const { ownCount } = measured;
    const severity: Severity = ownCount > 0 ? "MEDIUM" : "LOW";
    return (
      restraint(measured) ?? {
        outcome: "fires",
        severity,
        score: scoreFinding(severity, ownCount > 0 ? OWN_PERCENT : CONTACT_PERCENT),
        text: describe(encounter, measured),
        figures: measured.figures,
        exclusions: measured.exclusions,
        supporting: supportingPlaces(
          [...measured.contacts, ...measured.given, ...measured.got]
            .filter((flow) => inLedgerOrder(flow, encounter.transfer) !== 0)
            .sort(inLedgerOrder),
        ),
      }
    );
  },
  examples: swapAfterFreezeExamples,
});

/** It got nothing in the payment's transaction. */
function cannotFire(encounter: Encounter): boolean {
  const present = presentPayment(encounter);
  if (present === undefined) return true;
  const { recentIn } = encounter.profile;
  // What it got later is not folded yet, so whatever is of this transaction is last.
  const last = recentIn.at(-1);
  return last === undefined || last.blockNumber !== present.blockNumber || swapOf(encounter, present).got.length === 0;
}

interface Evaded extends Measurement {
  /** Freezes of the address itself, within the time. */
  ownCount: number;
  frozen: readonly Frozen[];
  /** Flows with those of them who are others. */
  contacts: readonly RecentFlow[];
  given: readonly RecentFlow[];
  got: readonly RecentFlow[];
  swappedMicros: bigint;
}

interface Frozen {
  account: Address;
  freeze: StandingFreeze;
}

function measure(encounter: Encounter, params: Params): Evaded {
  const { sender, rates, chain } = encounter;
  const present = presentPayment(encounter);
  const { given, got } = swapOf(encounter, present);
  const own = recentFreezes(encounter, sender.address, params);
  const { others, contacts, small } = frozenContacts(encounter, params);
  const frozen = [...own, ...others];
  const swappedMicros = worthOfAll(rates, given, USD);
  const figures = [
    countFigure(got.length === 0 ? 0 : given.length, "payments", "at_least", 1, SWAP_TEXT),
    countFigure(
      frozen.length,
      "freezes",
      "at_least",
      1,
      `of it or of somebody it dealt with, in ${countOf(params.windowDays, "day")} and standing`,
    ),
  ];
  if (swappedMicros !== undefined) {
    const least = BigInt(params.swappedUsdMin) * MICROS;
    figures.push(amountFigure(swappedMicros, USD, "at_least", least, "given for it in this transaction"));
  }
  const exclusions: string[] = [];
  if (small > 0) {
    const name = `${countOf(small, "payment")} left out: with somebody who was frozen, but of less than`;
    exclusions.push(`${name} ${params.contactUsdMin} USD, which anybody can send`);
  }
  const unverified = [...new Set(got.map((flow) => symbolOf(chain, flow)))].join(", ");
  if (got.length > 0) exclusions.push(`that ${unverified} is never frozen is as far as known, not certain`);
  return {
    ownCount: own.length,
    frozen,
    contacts,
    given,
    got,
    swappedMicros: swappedMicros ?? 0n,
    figures,
    exclusions,
    exempt: present === undefined ? noPaymentText(encounter) : undefined,
    missing: swappedMicros === undefined ? missingRateText(rates, given, USD) : undefined,
  };
}

const SWAP_TEXT = "of a token that can be frozen, for one of which no freeze is known, in one transaction";

/** What it gave and what it got in the payment's transaction, where the one can be frozen and the other is not known to be. */
function swapOf({ profile, chain }: Encounter, present: RecentFlow | undefined): Pick<Evaded, "given" | "got"> {
  if (present === undefined) return { given: [], got: [] };
  const ofTransaction = (flows: readonly RecentFlow[], isFreezable: boolean) =>
    flows.filter((flow) => isOneTransaction(flow, present) && canBeFrozen(chain, flow) === isFreezable);
  return { given: ofTransaction(profile.recentOut, true), got: ofTransaction(profile.recentIn, false) };
}

function canBeFrozen(chain: Chain, { token }: RecentFlow): boolean | undefined {
  const known = token === undefined ? undefined : findToken(chain.name, token);
  return known && typeof known.contract.freezes !== "string";
}

function symbolOf(chain: Chain, { token }: RecentFlow): string {
  const known = token === undefined ? undefined : findToken(chain.name, token);
  return known?.contract.symbol ?? known?.token.symbol ?? "the token";
}

function recentFreezes(encounter: Encounter, account: Address, { windowDays }: Params): Frozen[] {
  const from = encounter.block.time - windowDays * DAY_S;
  return encounter.freezesOf(account).flatMap((freeze) => (freeze.time < from ? [] : [{ account, freeze }]));
}

/** Others who were frozen, whom it dealt with lately for more than dust. */
function frozenContacts(encounter: Encounter, params: Params) {
  const { profile, block, rates, chain } = encounter;
  const from = block.time - params.windowDays * DAY_S;
  const flows = [...flowsSince(profile.recentIn, from), ...flowsSince(profile.recentOut, from)];
  const others: Frozen[] = [];
  const contacts: RecentFlow[] = [];
  let small = 0;
  for (const [account, withIt] of Map.groupBy(flows, ({ counterparty }) => counterparty)) {
    if (withIt.some(({ isService }) => isService) || isNobody(chain, account)) continue;
    const freezes = recentFreezes(encounter, account, params);
    if (freezes.length === 0) continue;
    const micros = worthOfAll(rates, withIt, USD);
    const isSmall = micros === undefined ? withIt.every((flow) => flow.micros < DUST_MICROS) : isLess(micros, params);
    if (isSmall) {
      small += withIt.length;
      continue;
    }
    others.push(...freezes);
    contacts.push(...withIt);
  }
  return { others, contacts: contacts.sort(inLedgerOrder), small };
}

function isLess(micros: bigint, { contactUsdMin }: Params): boolean {
  return micros < BigInt(contactUsdMin) * MICROS;
}

function describe({ sender, chain }: Encounter, { ownCount, frozen, given, got, swappedMicros }: Evaded): string {
  const [subject, other] = [sender.address, frozen[0]?.account ?? sender.address].map((address) =>
    formatAddress(address, chain.family),
  );
  const [from, to] = [given, got].map((flows) => [...new Set(flows.map((flow) => symbolOf(chain, flow)))].join(", "));
  const who = ownCount > 0 ? "the address itself was frozen" : `${other}, whom it had dealt with, was frozen`;
  const place = `in block ${frozen[0]?.freeze.blockNumber} (transaction ${frozen[0]?.freeze.txHash})`;
  const more = frozen.length > 1 ? ` and ${countOf(frozen.length - 1, "freeze")} more` : "";
  return (
    `${subject} exchanged ${formatMicros(swappedMicros, USD)} of ${from} into ${to} in one transaction, after ${who} by an ` +
    `issuer ${place}${more}`
  );
}
