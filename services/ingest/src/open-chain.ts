import { randomUUID } from "node:crypto";
import { createEvmSource } from "@redflag/chain/evm-source";
import { createHttpTransport } from "@redflag/chain/http-transport";
import type { Chain } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { ChainConfig } from "@redflag/runtime/config";
import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import { insertDisagreement } from "@redflag/store/disagreement";
import type { IngestDeps } from "./ingest-deps.ts";

/**
 * Everything that ingesting one chain needs. Close `source` when done.
 * @throws Problem `endpoint_missing`
 */
export function openChain(
  chain: Chain,
  config: ChainConfig | undefined,
  { db, logger }: { db: Database; logger: Logger },
): IngestDeps {
  const endpoints = getEndpoints(chain, config);
  const policy = config?.verify ?? chain.verify;
  const source = createEvmSource({
    chain,
    policy,
    transports: endpoints.map((url) => createHttpTransport(url)),
    onDisagreement(disagreement) {
      logger.warn({ msg: "an endpoint was caught in a wrong answer", chain: chain.name, ...disagreement });
      insertDisagreement(db.kysely, chain.id, disagreement).catch((err: unknown) => {
        logger.error({ msg: "a disagreement could not be recorded", chain: chain.name, err });
      });
    },
  });
  return { db, chain, source, policy, logger, sampleSecret: randomUUID() };
}

/** @throws Problem `endpoint_missing` */
export function getEndpoints(chain: Chain, config: ChainConfig | undefined): readonly string[] {
  const endpoints = config?.endpoints ?? [];
  if (endpoints.length > 0) return endpoints;
  throw new Problem("endpoint_missing", `${chain.name}: REDFLAG_RPC_${chain.name.toUpperCase()} is not set`);
}
