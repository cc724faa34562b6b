import { join } from "node:path";

/** Where chains are kept for the next run. */
export const CHAIN_CACHE = join(import.meta.dirname, "../../.redflag/bench");
