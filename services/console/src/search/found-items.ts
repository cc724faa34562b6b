import type { AlertRow } from "@redflag/contract/http/routes/alerts";
import type { CaseSummary } from "@redflag/contract/http/routes/cases";
import type {
  FoundAddress,
  FoundEntry,
  FoundRule,
  FoundTransaction,
  SearchAnswer,
} from "@redflag/contract/http/routes/search";
import { shortened } from "../show/shortened.ts";

export type Found =
  | { kind: "address"; address: string; on: FoundAddress["chains"][number] | undefined }
  | { kind: "transaction"; transaction: FoundTransaction }
  | { kind: "alert"; alert: AlertRow }
  | { kind: "case"; case: CaseSummary }
  | { kind: "entry"; entry: FoundEntry }
  | { kind: "rule"; rule: FoundRule };
export type FoundKind = Found["kind"];

export interface FoundSection {
  kind: FoundKind;
  items: Found[];
  /** There are more, which a longer question would tell apart. */
  more: boolean;
}

/** What was found as rows, kind by kind; a kind without any is left out. */
export function sectionsOf({ addresses, transactions, alerts, cases, entries, rules }: SearchAnswer): FoundSection[] {
  const sections = [
    section("address", addresses, rowsOfAddress),
    section("transaction", transactions, (transaction) => [{ kind: "transaction", transaction }]),
    section("alert", alerts, (alert) => [{ kind: "alert", alert }]),
    section("case", cases, (one) => [{ kind: "case", case: one }]),
    section("entry", entries, (entry) => [{ kind: "entry", entry }]),
    section("rule", rules, (rule) => [{ kind: "rule", rule }]),
  ];
  return sections.filter(({ items }) => items.length > 0);
}

function section<T>(
  kind: FoundKind,
  part: { items: T[]; more: boolean } | undefined,
  rowsOf: (item: T) => Found[],
): FoundSection {
  return { kind, items: (part?.items ?? []).flatMap(rowsOf), more: part?.more === true };
}

/** One for each chain, for each has a page; one that no watched chain has keeps its row, for lists may name it. */
function rowsOfAddress({ address, chains }: FoundAddress): Found[] {
  if (chains.length === 0) return [{ kind: "address", address, on: undefined }];
  return chains.map((on) => ({ kind: "address", address, on }));
}

/** Where a row leads; undefined: it is told in the row alone. */
export function hrefOf(found: Found): string | undefined {
  switch (found.kind) {
    case "address":
      return addressHref(found.on === undefined ? found.address : `${found.on.chain}:${found.address}`);
    case "transaction":
      return `/transactions/${encodeURIComponent(found.transaction.chain)}/${found.transaction.transaction}`;
    case "alert":
      return `/alerts/${found.alert.id}`;
    case "case":
      return `/cases/${found.case.id}`;
    case "entry":
      return found.entry.entry.address === undefined ? undefined : `${addressHref(found.entry.entry.address)}#lists`;
    case "rule":
      return `/alerts?heuristic=${encodeURIComponent(found.rule.id)}`;
  }
}

function addressHref(address: string): string {
  return `/addresses/${encodeURIComponent(address)}`;
}

/** As people would say what it is. */
export function nameOf(found: Found): string {
  switch (found.kind) {
    case "address":
      return found.address;
    case "transaction":
      return found.transaction.transaction;
    case "alert":
      return `${found.alert.heuristic} ${shortened(found.alert.id)}`;
    case "case":
      return `${found.case.number} ${found.case.title}`;
    case "entry":
      return nameOfEntry(found.entry.entry);
    case "rule":
      return found.rule.title;
  }
}

/** A business by its name; else whom the entry is about. */
export function nameOfEntry({ entity, address, venue, account }: FoundEntry["entry"]): string {
  return entity ?? address ?? `${venue} ${account}`;
}

/** Names a row among all that were found. */
export function keyOf(found: Found): string {
  switch (found.kind) {
    case "address":
      return `address ${found.on?.chain} ${found.address}`;
    case "transaction":
      return `transaction ${found.transaction.chain} ${found.transaction.transaction}`;
    case "alert":
      return `alert ${found.alert.id}`;
    case "case":
      return `case ${found.case.id}`;
    case "entry":
      return `entry ${found.entry.list} ${found.entry.entry.id}`;
    case "rule":
      return `rule ${found.rule.id}`;
  }
}
