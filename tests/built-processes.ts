import { ensureProcessesBuilt } from "@redflag/cli/ensure-built";

/** What starts each process as an image has it. Tests start hundreds: from its sources, each takes twice as long to begin. */
export const BUILT = await ensureProcessesBuilt();
