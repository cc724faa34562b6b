import type { CatalogueRow } from "./problem-row.ts";

/** What can be wrong with an evidence bundle that somebody has, or wants. */
export const BUNDLE_PROBLEMS = {
  bundle_refused: {
    title: "Evidence bundle cannot be made",
    hint: "What is recorded of the alert is shown by `redflag alert show`, and by the export of a case that it is in.",
    retry: "fatal",
  },
  bundle_unreadable: {
    title: "Evidence bundle cannot be read",
    hint: "Give the zip file as it was received, unpacked by nobody; if it is that one, ask whoever gave it for another.",
    retry: "fatal",
  },
  bundle_unwritable: {
    title: "Evidence bundle cannot be written",
    hint: "Name a file that is not there yet, with --output, in a folder that can be written to.",
    retry: "fatal",
  },
} as const satisfies Record<string, CatalogueRow>;
