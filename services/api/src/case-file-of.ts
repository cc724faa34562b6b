import { createHash } from "node:crypto";
import type { CaseExport } from "@redflag/contract/case-export";
import { caseCsv } from "./case-csv.ts";
import { caseHtml } from "./case-html.ts";

export const CASE_FORMATS = ["csv", "json", "html"] as const;
export type CaseFormat = (typeof CASE_FORMATS)[number];

const TYPES: Record<CaseFormat, string> = {
  csv: "text/csv; charset=utf-8; header=present",
  json: "application/json; charset=utf-8",
  html: "text/html; charset=utf-8",
};

/** A case as a file, and the hash by which the audit knows it again. */
export function caseFile(told: CaseExport, format: CaseFormat) {
  const bytes = Buffer.from(textOf(told, format), "utf8");
  return {
    name: `${told.number}-${told.at.slice(0, 19).replaceAll(":", "")}Z.${format}`,
    type: TYPES[format],
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

function textOf(told: CaseExport, format: CaseFormat): string {
  switch (format) {
    case "csv":
      return caseCsv(told);
    case "html":
      return caseHtml(told);
    case "json":
      return `${JSON.stringify(told, null, 2)}\n`;
  }
}
