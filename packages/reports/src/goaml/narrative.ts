import type { ReportChoices } from "@redflag/contract/report-choices";
import { countOf, groupDigits } from "@redflag/domain/decimal-text";
import { watchlistHit } from "@redflag/domain/heuristics/watchlist-hit";
import { formatAmount } from "@redflag/domain/money";
import { alertReasonWords, listingWords, ruleWords } from "./alert-words.ts";
import { localAmount } from "./local-amount.ts";
import type { ReportedPayment, ReportedSide, ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";
import { findClient, serviceText } from "./reported-side.ts";
import { listSubjects } from "./reported-subject.ts";

/** Others that stand in the narrative by their addresses: FIUs take some thousand characters of it [E]. */
const OTHERS_TOLD_MAX = 20;

/**
 * What the report says in words: what the FIU wants first, then the analyst's own words, then who, what, when, where and why, by
 * which rule, on whose listing, what is uncertain and what was not established. It is never cut: of what stands elsewhere in the
 * report as well it says how much there is, and preflight says when it is too long all the same.
 */
export function narrativeOf(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): string {
  const begins = profile.narrative.begins === undefined ? [] : [profile.narrative.begins];
  const words = choices.words === undefined || choices.words.trim() === "" ? [] : [choices.words.trim()];
  return [...begins, ...words, ...sectionsOf(profile, choices, material)].join("\n\n");
}

function sectionsOf(profile: ReportProfile, choices: ReportChoices, material: ReportMaterial): string[] {
  const { alerts } = material;
  return [
    section("WHO", whoLines(choices, material)),
    section("WHAT", whatLines(profile, choices, material)),
    section("WHEN", whenLines(material)),
    section("WHERE", whereLines(material)),
    section("WHY", alerts.map(alertReasonWords)),
    section("RULES", once(alerts.map(ruleWords))),
    section("LISTINGS", listingLines(material)),
    section("LEFT OUT", once(alerts.flatMap(({ exclusions }) => exclusions))),
    section("UNCERTAIN", once(alerts.flatMap(({ uncertain }) => uncertain))),
    section("NOT ESTABLISHED", once(alerts.flatMap(({ notEstablished }) => notEstablished))),
  ].filter((text) => text !== undefined);
}

function section(heading: string, lines: readonly string[]): string | undefined {
  return lines.length === 0 ? undefined : [heading, ...lines.map((line) => `- ${line}`)].join("\n");
}

function once(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}

function whoLines(choices: ReportChoices, material: ReportMaterial): string[] {
  const subjects = listSubjects(material);
  const lines = subjects.map(({ side, alerts }) => {
    const chain = alerts[0]?.chain.title ?? "";
    const holder =
      findClient(choices, side.account) === undefined
        ? "Its holder is not known."
        : "The reporting entity knows it as the account of a client.";
    const listed = alerts.some(({ rule }) => rule.id === watchlistHit.id)
      ? " A list named it at the time: see LISTINGS."
      : "";
    return `Address ${side.address} on ${chain}, ${countOf(alerts.length, "alert")}.${listed} ${holder} ${serviceText(side)}`;
  });
  const own = new Set(subjects.map(({ side }) => side.account));
  const sides = material.payments.flatMap(({ sender, recipient }) => [sender, recipient]);
  const others = new Map(sides.filter(({ account }) => !own.has(account)).map((side) => [side.account, side]));
  return others.size === 0 ? lines : [...lines, othersText(choices, [...others.values()])];
}

/** Those of whom something is known first; each of the rest stands with its payments. */
function othersText({ kind }: ReportChoices, others: readonly ReportedSide[]): string {
  const known = others.filter(({ service }) => service !== undefined);
  const unknown = others.filter(({ service }) => service === undefined);
  const told = [...known, ...unknown].slice(0, OTHERS_TOLD_MAX).map(otherText);
  const rest = others.length - told.length;
  const where = kind === "STR" ? "in the transactions" : "at the parties";
  if (rest > 0) told.push(`And ${groupDigits(`${rest}`)} more, each ${where} of this report.`);
  return `On the other sides: ${told.join(" ")}`;
}

function otherText(side: ReportedSide): string {
  return side.service === undefined ? `${side.address}.` : `${side.address}: ${serviceText(side)}`;
}

function whatLines(profile: ReportProfile, choices: ReportChoices, { payments, currency }: ReportMaterial): string[] {
  const each = choices.kind === "STR" ? "each a transaction of this report" : "each in words at its party";
  const tokens = [...Map.groupBy(payments, ({ token }) => `${token.symbol}/${token.decimals}`).values()].map(tokenSum);
  const lines = [`${countOf(payments.length, "payment")}, ${each}: ${tokens.join(", ")}.`];
  const worth = worthSum(profile, payments);
  if (worth !== undefined) {
    lines.push(
      `Together ${groupDigits(worth)} ${currency} at the times of their blocks. Each token is taken at its peg and at the ` +
        "published rate of the day, not at what was paid for it; amounts are rounded down.",
    );
  }
  return payments.length === 0 ? [] : lines;
}

function tokenSum(payments: readonly ReportedPayment[]): string {
  const { symbol = "", decimals = 0 } = payments[0]?.token ?? {};
  return formatAmount(
    payments.reduce((sum, { baseUnits }) => sum + BigInt(baseUnits), 0n),
    decimals,
    symbol,
  );
}

function worthSum({ currency }: ReportProfile, payments: readonly ReportedPayment[]): string | undefined {
  let micros = 0n;
  for (const { worth } of payments) {
    if ("missing" in worth) return undefined;
    micros += BigInt(worth.micros);
  }
  return localAmount(`${micros}`, currency.fractionDigits).text;
}

function whenLines({ payments, at }: ReportMaterial): string[] {
  const times = payments.map((payment) => payment.at).sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const when = first === last ? `At ${first}` : `From ${first} to ${last}`;
  return [`${when}, times of blocks. This report is of ${at}. All times are UTC.`];
}

function whereLines({ alerts }: ReportMaterial): string[] {
  const chains = once(alerts.map(({ chain }) => `${chain.title} (${chain.caip2})`));
  return [`On ${chains.join(", ")}: a chain has no place, and where those who paid were is not known.`];
}

function listingLines({ alerts }: ReportMaterial): string[] {
  return once(alerts.flatMap(({ listings }) => listings.map(listingWords)));
}
