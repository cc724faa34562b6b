import type { CatalogueRow } from "./problem-row.ts";

/** What can be wrong with an evidence bundle that somebody has. */
export const BUNDLE_PROBLEMS = {
  bundle_refused: {
    title: "Evidence bundle cannot be made",
    hint: "What is recorded of the alert is shown by `redflag alert show`, and by the export of a case that it is in.",
    retry: "fatal",
  },
  bundle_unreadable: {
    title: "Evidence bundle cannot be read",
    hint: "Take the file as it was received, unpacked by nobody; if it is that one, ask whoever gave it for another.",
    retry: "fatal",
  },
} as const satisfies Record<string, CatalogueRow>;
