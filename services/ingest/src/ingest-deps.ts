import type { ChainSource } from "@redflag/chain/source";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import type { Pace } from "./look-schedule.ts";

export interface IngestDeps {
  db: Database;
  chain: Chain;
  source: ChainSource;
  policy: VerifyPolicy;
  logger: Logger;
  /** Which blocks of a long stretch are proven: endpoints must not know, or they could lie about the others. */
  sampleSecret: string;
  /** Before what has failed is asked again for the first time, where it is not a quarter of a second: a simulation does not wait. */
  retryDelayMs?: number;
}

/** A chain whose head is followed. */
export interface FollowedChain extends IngestDeps {
  pace: Pace;
  /** ws(s) URLs that tell of new heads. They may carry keys. */
  headUrls: readonly string[];
}
