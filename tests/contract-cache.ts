import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** For chains that tests begin by the dozen: the compiler of their contracts takes a second of processor time to load and run. */
export const CONTRACT_CACHE = join(tmpdir(), `redflag-tests-contracts-${userInfo().uid}`);
