import type { ChainSource } from "@redflag/chain/source";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";

export interface IngestDeps {
  db: Database;
  chain: Chain;
  source: ChainSource;
  policy: VerifyPolicy;
  logger: Logger;
  /** Which blocks of a long stretch are proven: endpoints must not know, or they could lie about the others. */
  sampleSecret: string;
}
