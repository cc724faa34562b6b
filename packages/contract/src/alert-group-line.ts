import { z } from "zod";
import { ExposureWord, SeverityWord, StateWord } from "./alert-words.ts";
import { Caip2, Caip10, Hash32, HeuristicId } from "./identifiers.ts";

/** One alert of a group. */
const GroupMember = z.strictObject({
  id: Hash32,
  heuristic: HeuristicId,
  severity: SeverityWord,
  exposure: ExposureWord,
  state: StateWord,
  subject: Caip10,
});

/** One line of `redflag alerts --ranked --json`: findings that describe one scheme, by several rules or about several subjects. */
export const AlertGroupLine = z.strictObject({
  /** Of its earliest alert. */
  id: Hash32,
  chain: Caip2,
  /** Hundredths of a decade: the strongest alert's, and a part of the next two rules'. */
  rank: z.int(),
  /** Alerts that it has. */
  size: z.int().positive(),
  /** The strongest alert's newest finding, in words. */
  text: z.string(),
  /** The strongest of its alerts, in their order. */
  members: z.array(GroupMember).min(1),
});
export type AlertGroupLine = z.infer<typeof AlertGroupLine>;
