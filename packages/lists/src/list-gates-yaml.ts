import type { ListGates } from "@redflag/domain/list-gate";
import { z } from "zod";
import { PERCENT_TEXT } from "./entry-fields.ts";

const COUNT_TEXT = "not a whole number from 0 to 1000000000";
const count = z.int(COUNT_TEXT).min(0, COUNT_TEXT).max(1_000_000_000, COUNT_TEXT);
const percent = z.int(PERCENT_TEXT).min(0, PERCENT_TEXT).max(100, PERCENT_TEXT);

/** `gates:` of list.yaml. */
export const ListGatesYaml = z
  .strictObject({
    entries_min: count.optional(),
    entries_max: count.optional(),
    removed_percent_max: percent.optional(),
    authority_percent_min: percent.optional(),
  })
  .refine(({ entries_min: least = 0, entries_max: most = Number.POSITIVE_INFINITY }) => least <= most, {
    path: ["entries_max"],
    error: "less than entries_min",
  })
  .transform(
    ({ entries_min, entries_max, removed_percent_max, authority_percent_min }): ListGates => ({
      ...(entries_min !== undefined && { entriesMin: entries_min }),
      ...(entries_max !== undefined && { entriesMax: entries_max }),
      ...(removed_percent_max !== undefined && { removedPercentMax: removed_percent_max }),
      ...(authority_percent_min !== undefined && { authorityPercentMin: authority_percent_min }),
    }),
  );
