import type { HeldExposure } from "@redflag/contract/http/routes/screening";
import { csvText } from "../show/csv-text.ts";
import type { ScreenedRow } from "./screened-rows.ts";

const HEADINGS = [
  "line",
  "asked",
  "address",
  "verdict",
  "severity",
  "lists",
  "categories",
  "authorities",
  "references",
  "exposures",
  "aliases",
  "freezes",
  "services",
  "findings",
  "fault",
  "as_of",
];

/** Each line with what is said of it; `as_of` is when, of every line. */
export function screeningCsv(rows: readonly ScreenedRow[], at: string): string {
  return csvText([HEADINGS, ...rows.map((row) => cellsOf(row, at))]);
}

function cellsOf({ line, text, verdict, severity, said, fault }: ScreenedRow, at: string): string[] {
  const matches = said?.matches ?? [];
  return [
    `${line}`,
    text,
    said?.address ?? "",
    verdict === "none" ? "no_match_as_of" : verdict,
    severity ?? "",
    joined(matches.map(({ list, version }) => `${list} v${version}`)),
    joined(matches.map(({ category }) => category)),
    joined(matches.map(({ authority }) => authority)),
    joined(matches.map(({ reference = "" }) => reference)),
    joined((said?.exposures ?? []).map(exposureText)),
    joined((said?.aliases ?? []).map(({ address, list, category }) => `${address} ${list} ${category}`)),
    joined((said?.freezes ?? []).map(({ issuer, symbol, chain }) => `${symbol} ${issuer} ${chain}`)),
    joined((said?.services ?? []).map(({ service, entity = "" }) => `${service} ${entity}`.trim())),
    joined((said?.findings ?? []).map(({ alert, heuristic, state }) => `${heuristic} ${state} ${alert}`)),
    fault === undefined ? "" : `${fault.code} ${fault.detail ?? ""}`.trim(),
    at,
  ];
}

function exposureText({ amount, currency, sharePpm, hops, origin }: HeldExposure): string {
  return `${amount} ${currency} (${sharePpm / 10_000} %) from ${origin.address} on ${origin.list}, ${hops} hops`;
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("; ");
}
