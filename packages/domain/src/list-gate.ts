import type { Entry } from "./entry.ts";

/** What an import of a list must keep to. Absent: not asked. Percents are whole numbers. */
export interface ListGates {
  entriesMin?: number;
  entriesMax?: number;
  /** Of the addresses and accounts of the version before, how many may leave at once. */
  removedPercentMax?: number;
  /** Of the entries, how many name their programme, reference or document at the authority. */
  authorityPercentMin?: number;
}

export const LIST_GATES = ["entriesMin", "entriesMax", "removedPercentMax", "authorityPercentMin"] as const;
export type ListGate = keyof ListGates;

/** What a version that would come is judged by. */
export interface GateFigures {
  entryCount: number;
  /** Entries that can be followed up at the authority. */
  attributedCount: number;
  /** Addresses and accounts of the version before, and how many of them are in this one under no entry. */
  addressCountBefore: number;
  addressCountRemoved: number;
}

export interface GateFailure {
  gate: ListGate;
  bound: number;
  /** A count, or a percentage with two decimals. */
  figure: number;
}

export function isAttributed({ programme, reference, documentUrl }: Entry): boolean {
  return programme !== undefined || reference !== undefined || documentUrl !== undefined;
}

/** Every gate that these figures do not pass. Shares are compared in whole numbers; one of nothing passes. */
export function findGateFailures(gates: ListGates, figures: GateFigures): GateFailure[] {
  const { entryCount, attributedCount, addressCountBefore, addressCountRemoved } = figures;
  const { entriesMin, entriesMax, removedPercentMax, authorityPercentMin } = gates;
  const failures: GateFailure[] = [];
  if (entriesMin !== undefined && entryCount < entriesMin) {
    failures.push({ gate: "entriesMin", bound: entriesMin, figure: entryCount });
  }
  if (entriesMax !== undefined && entryCount > entriesMax) {
    failures.push({ gate: "entriesMax", bound: entriesMax, figure: entryCount });
  }
  if (removedPercentMax !== undefined && addressCountRemoved * 100 > removedPercentMax * addressCountBefore) {
    const figure = percentOf(addressCountRemoved, addressCountBefore);
    failures.push({ gate: "removedPercentMax", bound: removedPercentMax, figure });
  }
  if (authorityPercentMin !== undefined && attributedCount * 100 < authorityPercentMin * entryCount) {
    const figure = percentOf(attributedCount, entryCount);
    failures.push({ gate: "authorityPercentMin", bound: authorityPercentMin, figure });
  }
  return failures;
}

function percentOf(part: number, whole: number): number {
  return Math.round((part * 10_000) / whole) / 100;
}

/** "entries: 12, where 100 at least are expected" */
export function gateFailureText({ gate, bound, figure }: GateFailure): string {
  switch (gate) {
    case "entriesMin":
      return `entries: ${figure}, where ${bound} at least are expected`;
    case "entriesMax":
      return `entries: ${figure}, where ${bound} at most are expected`;
    case "removedPercentMax":
      return `addresses removed at once: ${figure} %, where ${bound} % at most are expected`;
    case "authorityPercentMin":
      return `entries with a programme, reference or document of the authority: ${figure} %, where ${bound} % at least are expected`;
  }
}
