import { HeuristicId } from "@redflag/contract/identifiers";
import type { Canonical } from "@redflag/domain/content-hash";
import type { Epoch } from "@redflag/domain/epoch";
import { z } from "zod";
import { Count, Versions } from "./bundled-words.ts";

/** What a rule or a stage says of its own parameters is its own to parse: here they are JSON. */
const Parameters = z.custom<Readonly<Record<string, Canonical>>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "is no object",
);
const Stage = z.strictObject({ id: HeuristicId, version: z.int().positive(), params: Parameters });

/** `epoch.json`: everything besides the ledger that judging depends on, for each stretch of blocks that the findings are in. */
export const BundledEpochs = z
  .array(
    z.strictObject({
      seq: Count,
      fromBlock: Count,
      inputs: z.strictObject({
        lists: Versions,
        rates: Versions.optional(),
        borders: Versions.optional(),
        enrichment: Versions.optional(),
        heuristics: z.array(Stage),
        shadow: z.array(Stage.extend({ setting: z.int() })).optional(),
        deposit: Stage.optional(),
        layout: Count.optional(),
        exposure: Stage.optional(),
        graph: Stage.optional(),
      }),
    }),
  )
  .refine((epochs) => epochs.every(({ seq }, index) => index === 0 || seq > (epochs[index - 1]?.seq ?? 0)), {
    error: "epochs ascend by seq",
  });
type BundledEpochs = z.infer<typeof BundledEpochs>;

export function epochsOfBundle(epochs: BundledEpochs): Epoch[] {
  return epochs as Epoch[];
}
