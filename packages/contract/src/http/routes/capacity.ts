import { z } from "zod";
import { HeuristicId } from "../../identifiers.ts";
import { defineRoute } from "../route.ts";
import { ChainText } from "./alerts.ts";

const CAPACITY_PER_DAY_MAX = 9_999_999;

const Count = z.int().nonnegative();
const sides = { above: Count, below: Count };

/** What `redflag tune --capacity … --json` prints, with what a chart needs. */
const Capacity = z.strictObject({
  capacityPerDay: z.int().positive(),
  /** Days of the range, also those without a place. */
  days: Count,
  /** Of the ranking: alerts that describe one scheme have one. */
  places: Count,
  /** Alerts that they have. */
  alerts: Count,
  /** Ranks at and above it fit, hundredths of a decade; null where not even those of the highest rank do. */
  threshold: z.int().nullable(),
  ...sides,
  byDay: z.array(z.strictObject({ day: z.iso.date(), ...sides })),
  /** By the rule of a place's strongest alert. */
  byHeuristic: z.array(z.strictObject({ heuristic: HeuristicId, ...sides })),
  /** Found to be right: those below would not be read. */
  truePositives: z.strictObject(sides),
  /** Places by rank, the highest first; none lies on both sides of the line. `low` and `high` are ranks that there are. */
  buckets: z.array(z.strictObject({ low: z.int(), high: z.int(), places: Count, above: z.boolean() })),
});
export type Capacity = z.infer<typeof Capacity>;

export const getCapacity = defineRoute({
  id: "getCapacity",
  method: "GET",
  path: "/v1/capacity",
  tag: "Heuristics",
  summary: "Say where the line falls in the ranking between what people have time for and the rest",
  description: "Over the whole range: a single day may have more above the line. Nothing is changed.",
  access: "heuristics:read",
  query: z.strictObject({
    /** Places that people can look into. */
    perDay: z.coerce.number<number>().int().min(1).max(CAPACITY_PER_DAY_MAX),
    chain: ChainText.optional(),
    /** The first day (UTC) on which a place began; the first with one unless given. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  answer: { status: 200, body: Capacity, description: "The line, and what lies on either side" },
  problems: ["chain_unknown", "range_invalid"],
  action: "capacity.read",
});
