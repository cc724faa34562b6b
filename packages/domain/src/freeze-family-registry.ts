import type { FreezeFamily } from "./freeze-family.ts";
import { FREEZE_FAMILY_FILES } from "./freeze-family-files.ts";

/** Every family whose events Redflag reads, one file each in `freeze-families/`. */
export const FREEZE_FAMILIES: readonly FreezeFamily[] = FREEZE_FAMILY_FILES.flatMap((file) => Object.values(file));
