import { countOf, groupDigits } from "@redflag/domain/decimal-text";
import { parameterText } from "@redflag/domain/explained-rule";
import { figureText } from "@redflag/domain/figure";
import type { ReportedAlert, ReportedListing } from "./report-material.ts";

/** An alert may have a finding for each of thousands of payments, whose reasons differ by the amount only [E]. */
const REASONS_TOLD_MAX = 10;

/** Why the alert is there: the rule's own words, the figures against their thresholds, and what would have kept it silent. */
export function alertReasonWords({ id, severity, exposure, rule, reasons, figures, smallestChange }: ReportedAlert) {
  const compared = figures.length === 0 ? [] : [`Compared: ${figures.map(figureText).join("; ")}.`];
  const change = smallestChange === undefined ? [] : [`Smallest change without a finding: ${smallestChange}.`];
  return [
    `Alert ${id}, rule ${rule.id} version ${rule.version}, ${severity}, ${exposure}: ${reasonsText(reasons)}.`,
    ...compared,
    ...change,
  ].join(" ");
}

/** The newest ones. */
function reasonsText(reasons: readonly string[]): string {
  const rest = reasons.length - REASONS_TOLD_MAX;
  const more =
    rest > 0 ? [`and ${groupDigits(`${rest}`)} more reasons before these, which the evidence bundle has`] : [];
  return [...reasons.slice(0, REASONS_TOLD_MAX), ...more].join("; ");
}

/** The rule with its parameters and the inputs that were in force: enough to judge the same again. */
export function ruleWords({ rule, screenedWith }: ReportedAlert): string {
  const title = rule.title === undefined ? "" : `, ${rule.title}`;
  const named = rule.parameters.map(({ name, value, isDefault }) =>
    parameterText({ name, value, ...(isDefault !== undefined && { isDefault }) }),
  );
  const parameters = named.length === 0 ? "no parameters" : `parameters: ${named.join("; ")}`;
  return `${rule.id} version ${rule.version}${title}; ${parameters}.${inputWords(screenedWith)}`;
}

function inputWords(screenedWith: ReportedAlert["screenedWith"]): string {
  if (screenedWith === undefined) return "";
  const lists = Object.entries(screenedWith.lists).map(([list, version]) => `${list} ${version}`);
  return ` Screened with epoch ${screenedWith.epoch}, ${countOf(lists.length, "list")}: ${lists.join(", ")}.`;
}

/** "OFAC under SDGT, reference 1: …" with when it was listed. */
export function listingWords(listing: ReportedListing): string {
  const { authority, programme, reference, category, confidence, list, listVersion, entryId, documentUrl } = listing;
  const under = programme === undefined ? "" : ` under ${programme}`;
  const named = reference === undefined ? "" : `, reference ${reference}`;
  const document = documentUrl === undefined ? "" : `, ${documentUrl}`;
  return (
    `${authority}${under}${named}: ${category.replaceAll("_", " ")}, ${periodWords(listing)}; ` +
    `list ${list} version ${listVersion}, entry ${entryId}, ${confidence} % sure${document}`
  );
}

function periodWords({ listedFrom, listedUntil }: ReportedListing): string {
  const from = listedFrom === undefined ? "with no first day given" : `from ${listedFrom}`;
  return `${from} ${listedUntil === undefined ? "and with no last day given" : `until ${listedUntil}`}`;
}
