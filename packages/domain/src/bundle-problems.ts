import type { CatalogueRow } from "./problem-row.ts";

/** What can be wrong with an evidence bundle that somebody has. */
export const BUNDLE_PROBLEMS = {
  bundle_unreadable: {
    title: "Evidence bundle cannot be read",
    hint: "Take the file as it was received, unpacked by nobody; if it is that one, ask whoever gave it for another.",
    retry: "fatal",
  },
} as const satisfies Record<string, CatalogueRow>;
