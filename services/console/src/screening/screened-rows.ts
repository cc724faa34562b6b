import type { ScreenedItem } from "@redflag/contract/http/routes/screening";
import { SEVERITIES, type Severity } from "@redflag/domain/entry";
import type { AddressLines } from "./address-lines.ts";

type Said = NonNullable<ScreenedItem["screening"]>;

/** What is said first of an address, the gravest before the others. `none` is that nothing is known, and no clearance. */
export const VERDICTS = [
  "match",
  "exposure",
  "alias",
  "frozen",
  "finding",
  "notInForce",
  "service",
  "none",
  "unread",
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface ScreenedRow {
  line: number;
  /** As it was pasted. */
  text: string;
  verdict: Verdict;
  /** The gravest of what the verdict rests on. */
  severity?: Severity;
  /** Absent of a line that could not be read. */
  said?: Said;
  fault?: { code: string; detail?: string };
}

/** One row for each line, also for those that were not asked for: nothing that was pasted is left out. */
export function rowsOf({ good, bad }: AddressLines, items: readonly ScreenedItem[]): ScreenedRow[] {
  const asked = good.map(({ line, text }, index): ScreenedRow => {
    const { screening, problem } = items[index] ?? {};
    if (screening === undefined) {
      return { line, text, verdict: "unread", fault: { code: problem?.code ?? "", detail: problem?.detail ?? "" } };
    }
    const verdict = verdictOf(screening);
    const severity = gravest(severitiesOf(screening, verdict));
    return { line, text, verdict, said: screening, ...(severity !== undefined && { severity }) };
  });
  const unread = bad.map(({ line, text, code, detail }): ScreenedRow => {
    return { line, text, verdict: "unread", fault: { code, ...(detail !== undefined && { detail }) } };
  });
  return [...asked, ...unread].sort((a, b) => a.line - b.line);
}

/** The gravest first; of the same weight as they were pasted. What could not be read comes before what nothing is known of. */
export function bySeverity(a: ScreenedRow, b: ScreenedRow): number {
  return weightOf(b) - weightOf(a) || a.line - b.line;
}

const WEIGHTS: Readonly<Record<Verdict, number>> = {
  match: 80,
  exposure: 70,
  alias: 60,
  frozen: 50,
  finding: 40,
  notInForce: 30,
  unread: 20,
  service: 10,
  none: 0,
};

function weightOf({ verdict, severity }: ScreenedRow): number {
  return WEIGHTS[verdict] + (severity === undefined ? 0 : SEVERITIES.indexOf(severity) + 1);
}

function verdictOf(said: Said): Verdict {
  if (said.matches.length > 0) return "match";
  if (said.exposures.length > 0) return "exposure";
  if (said.aliases.length > 0) return "alias";
  if (said.freezes.length > 0) return "frozen";
  if (said.findings?.some(({ state }) => state !== "withdrawn")) return "finding";
  if (said.notInForce.length > 0) return "notInForce";
  return said.services.length > 0 || said.deposits.length > 0 ? "service" : "none";
}

function severitiesOf(said: Said, verdict: Verdict): Severity[] {
  if (verdict === "match") return said.matches.map(({ severity }) => severity);
  if (verdict === "alias") return said.aliases.map(({ severity }) => severity);
  if (verdict === "exposure") return said.exposures.flatMap(({ origin: { listing } }) => listing?.severity ?? []);
  if (verdict !== "finding") return [];
  return (said.findings ?? []).filter(({ state }) => state !== "withdrawn").map(({ severity }) => severity);
}

function gravest(severities: readonly Severity[]): Severity | undefined {
  return SEVERITIES.findLast((severity) => severities.includes(severity));
}
