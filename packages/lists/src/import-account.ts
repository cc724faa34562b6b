import { z } from "zod";

const Refusal = z.object({
  place: z.string(),
  reason: z.string(),
  /** What stood there, where it resembles an address; empty otherwise, for it may be anybody's name. */
  text: z.string(),
});
export type Refusal = z.infer<typeof Refusal>;

const Counts = z.record(z.string(), z.number());

/**
 * What became of every row of a file, as it is kept with the version that came of it:
 * `rows` = entries + `repeated` + those of `foreign` + `refusals`.
 */
export const ImportAccount = z.object({
  importer: z.string(),
  rows: z.number(),
  /** Rows that say what another row says: counted, listed once. */
  repeated: z.number(),
  /** How many rows had to be repaired, by what was done. */
  repairs: Counts,
  /** By format, such as `bitcoin`. */
  foreign: Counts,
  refusals: z.array(Refusal),
});
export type ImportAccount = z.infer<typeof ImportAccount>;
