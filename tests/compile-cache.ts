import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** For processes that tests start by the hundred: Node keeps what it compiled, which halves the time to their first line. */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: join(tmpdir(), `redflag-tests-compiled-${userInfo().uid}`),
} as const;
