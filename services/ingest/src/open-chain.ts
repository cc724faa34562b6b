import { randomUUID } from "node:crypto";
import { isSocketUrl } from "@redflag/chain/endpoint-url";
import { createHttpTransport } from "@redflag/chain/http-transport";
import { openSource } from "@redflag/chain/open-source";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";
import type { ChainConfig } from "@redflag/runtime/config";
import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import { insertDisagreement } from "@redflag/store/disagreement";
import type { FollowedChain } from "./ingest-deps.ts";
import { paceOf } from "./look-schedule.ts";
import { findWatchFault } from "./watch-fault.ts";

/**
 * Everything that ingesting and following one chain needs. Close `source` when done.
 * @throws Problem `endpoint_missing`, or `config_invalid` for a chain without contracts or a policy that it cannot meet
 */
export function openChain(
  chain: Chain,
  config: ChainConfig | undefined,
  { db, logger }: { db: Database; logger: Logger },
): FollowedChain {
  const endpoints = getEndpoints(chain, config);
  const policy = config?.verify ?? chain.verify;
  const transports = endpoints.map((url) => createHttpTransport(url));
  if (new Set(transports.map(({ name }) => name)).size < 2) warnOfMissingPeer(chain, policy, logger);
  const source = openSource({
    chain,
    policy,
    transports,
    onDisagreement(disagreement) {
      const isUndecided = disagreement.kind === "peers_differ";
      const msg = isUndecided ? "two endpoints answer differently" : "an endpoint was caught in a wrong answer";
      const { blockNumber: block, ...said } = disagreement;
      logger.warn({ msg, chain: chain.name, block, ...said });
      insertDisagreement(db.kysely, chain.id, disagreement).catch((err: unknown) => {
        logger.error({ msg: "a disagreement could not be recorded", chain: chain.name, err });
      });
    },
  });
  const pace = paceOf(transports[0]?.requestsPerSecondMax);
  const headUrls = config?.endpoints.filter(isSocketUrl) ?? [];
  return { db, chain, source, policy, logger, sampleSecret: randomUUID(), pace, headUrls };
}

/** What only a second endpoint can show never becomes final with one. */
function warnOfMissingPeer(chain: Chain, policy: VerifyPolicy, logger: Logger): void {
  const isAnyUnprovable = chain.unprovable?.some((item) => !("beforeBlock" in item)) === true;
  if (policy !== "peers" && !(policy === "proof" && isAnyUnprovable)) return;
  const name = chain.name.toUpperCase();
  const [what, other] =
    policy === "peers" ? ["nothing becomes", "header"] : ["what cannot be proven never becomes", "bloom"];
  const remedy = `give a second one of another operator in REDFLAG_RPC_${name}, or set REDFLAG_VERIFY_${name}=${other}`;
  logger.warn({ msg: `one endpoint has no peer, so ${what} final: ${remedy}`, chain: chain.name });
}

/** @throws Problem `endpoint_missing`, or `config_invalid` where nothing on the chain is known that could be watched */
export function getEndpoints(chain: Chain, config: ChainConfig | undefined): readonly string[] {
  const configured = config?.endpoints ?? [];
  const endpoints = configured.filter((url) => !isSocketUrl(url));
  if (endpoints.length === 0) {
    const name = `${chain.name}: REDFLAG_RPC_${chain.name.toUpperCase()}`;
    const fact =
      "has only ws:// endpoints, which tell of new heads and answer nothing: add one with http:// or https://";
    throw new Problem("endpoint_missing", `${name} ${configured.length === 0 ? "is not set" : fact}`);
  }
  const fault = findWatchFault(chain);
  if (fault !== undefined) throw fault;
  return endpoints;
}
