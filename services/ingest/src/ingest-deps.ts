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
}
