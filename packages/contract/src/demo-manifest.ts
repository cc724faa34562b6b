import { z } from "zod";
import { Caip10, HeuristicId } from "./identifiers.ts";

/** What the bounded scenario of `redflag demo` plants, for whoever checks that it was found. */
export const DemoManifest = z
  .strictObject({
    /** How long the scenario takes to run, at most. */
    runSeconds: z.int().positive(),
    /** Each must be found once, and nothing else. */
    rows: z.array(z.strictObject({ rule: HeuristicId, subject: Caip10 })).min(1),
  })
  .refine(({ rows }) => new Set(rows.map((row) => `${row.rule}/${row.subject}`)).size === rows.length, {
    path: ["rows"],
    error: "the same row twice",
  });
export type DemoManifest = z.infer<typeof DemoManifest>;
