import type { CatalogueRow } from "./problem-row.ts";

/** What people meet who write report profiles or hold a report against its FIU's schema. */
export const GOAML_PROBLEMS = {
  report_profile_unreadable: {
    title: "Report profile could not be read",
    hint: "Correct the file at the lines named; docs/guides/write-a-report-profile.md says what each part is.",
    retry: "fatal",
  },
  report_profile_unknown: {
    title: "There is no such report profile",
    hint: "Use one that `redflag goaml profiles` lists, or add its file to report-profiles/.",
    retry: "fatal",
  },
  goaml_schema_refused: {
    title: "Not a schema of goAML",
    hint: "Give the XSD file that the FIU hands out to those it has registered, as it is.",
    retry: "fatal",
  },
  goaml_report_refused: {
    title: "Not an XML file that is held against a schema",
    hint: "Give a report as Redflag or another tool wrote it: one XML document in UTF-8 without a document type.",
    retry: "fatal",
  },
} as const satisfies Record<string, CatalogueRow>;
