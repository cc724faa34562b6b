import { type AttributedService, registeredText } from "./attributed-service.ts";
import type { BorderTable, ListedBorderNote } from "./border-table.ts";
import type { Severity } from "./entry.ts";
import { USD } from "./flow-worth.ts";
import type { Reason } from "./heuristic.ts";
import { scoreFinding } from "./score.ts";

/** What stands at one end of money that moved: a business, the currencies of the coins that it sent or got, or both. */
export interface BorderSide {
  services: readonly AttributedService[];
  /** ISO 4217, each once. */
  pegs: readonly string[];
}

/** In hundredths of a decade, see score.ts. */
export interface BorderSteps {
  higherRiskScore: number;
  corridorScore: number;
}

/** That money crossed from some jurisdictions to others: inferred, and always with what it is inferred from. */
export interface CrossBorder {
  reasons: readonly Reason[];
  /** What the notes add to a finding's score: each kind once, however many there are. */
  scoreAdded: number;
}

/**
 * Infers from the businesses and coins at both ends between which jurisdictions money moved, and looks up what is noted of
 * these. Of a business that not everybody may know of, nothing is said or looked up. One that is registered in several places
 * stands in a higher-risk jurisdiction only where all of them are noted so: a seat among many says little of one payment.
 * @param borders as the epoch has them; undefined in epochs older than border notes, in which nothing is inferred
 */
export function crossBorder(
  borders: BorderTable | undefined,
  from: BorderSide,
  to: BorderSide,
  steps: BorderSteps,
): CrossBorder {
  if (borders === undefined) return { reasons: [], scoreAdded: 0 };
  const [origins, targets] = [jurisdictionsOf(from), jurisdictionsOf(to)];
  if (origins.length + targets.length === 0) return { reasons: [], scoreAdded: 0 };
  const risks = [...new Set([...riskyAmong(borders, from), ...riskyAmong(borders, to)])].sort();
  const corridors = origins.flatMap((origin) => targets.flatMap((target) => borders.corridor(origin, target)));
  const { higherRiskScore, corridorScore } = steps;
  return {
    reasons: [
      { code: "cross_border", text: inferredText(from, to) },
      ...risks.flatMap((jurisdiction) =>
        borders
          .higherRisk(jurisdiction)
          .map((note) => reasonOf(note, `${jurisdiction} is noted as a higher-risk jurisdiction`, higherRiskScore)),
      ),
      ...corridors.map((note) => reasonOf(note, `${ends(note)} is a noted corridor`, corridorScore)),
    ],
    scoreAdded: (risks.length > 0 ? higherRiskScore : 0) + (corridors.length > 0 ? corridorScore : 0),
  };
}

/** A finding's score with what crossing a border adds, within its severity's: a place alone makes nothing graver. */
export function scoreAcross(severity: Severity, confidencePercent: number, { scoreAdded }: CrossBorder): number {
  return Math.min(scoreFinding(severity, confidencePercent) + scoreAdded, scoreFinding(severity, 100));
}

/**
 * Where a coin's currency is at home: the first two letters of ISO 4217 are those of ISO 3166-1. The dollar is at home
 * everywhere on these chains, and the codes of currencies of several countries name none.
 */
export function jurisdictionOfPeg(peg: string): string | undefined {
  return peg === USD || peg === "EUR" || peg.startsWith("X") ? undefined : peg.slice(0, 2);
}

/** Those that everybody may know of and that lie at this end: sorted, each once. */
function jurisdictionsOf({ services, pegs }: BorderSide): string[] {
  const registered = services.flatMap(({ isPublic, jurisdictions }) => (isPublic ? jurisdictions : []));
  return [...new Set([...registered, ...homesOf(pegs)])].sort();
}

function homesOf(pegs: readonly string[]): string[] {
  return pegs.flatMap((peg) => jurisdictionOfPeg(peg) ?? []);
}

function riskyAmong(borders: BorderTable, { services, pegs }: BorderSide): string[] {
  const isRisky = (jurisdiction: string) => borders.higherRisk(jurisdiction).length > 0;
  const seats = services.flatMap(({ isPublic, jurisdictions }) =>
    isPublic && jurisdictions.every(isRisky) ? jurisdictions : [],
  );
  return [...seats, ...homesOf(pegs).filter(isRisky)];
}

function inferredText(from: BorderSide, to: BorderSide): string {
  const [origins, targets] = [jurisdictionsOf(from), jurisdictionsOf(to)].map((all) => all.join(", "));
  const way = [origins && `from ${origins}`, targets && `to ${targets}`].filter((part) => part !== "").join(" ");
  const grounds = [from, to].map(groundsText).filter((part) => part !== "");
  return `inferred, not known: money moved ${way}; inferred from ${grounds.join("; and ")}`;
}

/** "a service (registered in TR; list ours, version 3) and coins of peg TRY": by list and place, never by its name. */
function groundsText({ services, pegs }: BorderSide): string {
  const businesses = services.map((service) => {
    if (!service.isPublic) return `a service (${registeredText(service)})`;
    const lists = service.lists.map(({ list, version }) => `list ${list}, version ${version}`).join("; ");
    const how = service.isInferred ? "what is inferred to be a deposit address of a service" : "a service";
    return `${how} (${registeredText(service)}; ${lists})`;
  });
  return [...businesses, ...pegs.map((peg) => `coins of peg ${peg}`)].join(" and ");
}

function ends(note: ListedBorderNote): string {
  return note.kind === "corridor" ? `${note.from} to ${note.to}` : note.jurisdiction;
}

function reasonOf(note: ListedBorderNote, what: string, score: number): Reason {
  const { list, listVersion, source, date, kind } = note;
  const remark = note.note === undefined ? "" : ` (${note.note})`;
  const text =
    `${what}${remark}: ${source}, ${date} (list ${list}, version ${listVersion}); notes of this kind add ${score} to the ` +
    "score together, and nothing to the severity";
  return { code: kind === "higher_risk" ? "higher_risk_jurisdiction" : "noted_corridor", text };
}
