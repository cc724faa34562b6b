import type { FreezeFamily } from "./freeze-family.ts";
import { FREEZE_FAMILY_FILES } from "./freeze-family-files.ts";
import type { Hash } from "./hex.ts";

/** Every family Redflag can read, one file each in `freeze-families/`; not each has a token yet. */
export const FREEZE_FAMILIES: readonly FreezeFamily[] = FREEZE_FAMILY_FILES.flatMap((file) => Object.values(file));

/**
 * Signatures of the events of any family that say who may move money, by first topic. A token of an unverified family that
 * emits one is worth a look; its mints are routine.
 */
export const FREEZE_TOPICS: ReadonlyMap<Hash, string> = new Map(
  FREEZE_FAMILIES.flatMap(({ events }) => events)
    .filter(({ kind }) => kind === "freeze" || kind === "unfreeze" || kind === "destroy")
    .map(({ topic0, signature }) => [topic0, signature]),
);
