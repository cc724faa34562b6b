import type { Chain } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";

/** Chains that have an endpoint. */
export function listConfiguredChains(config: Config): Chain[] {
  return [...config.chains].filter(([, { endpoints }]) => endpoints.length > 0).map(([name]) => getChain(name));
}

/** @throws Problem `endpoint_missing` */
export function requireEndpoint(config: Config, chain: Chain): void {
  if ((config.chains.get(chain.name)?.endpoints.length ?? 0) > 0) return;
  throw new Problem("endpoint_missing", `${chain.name}: REDFLAG_RPC_${chain.name.toUpperCase()} is not set`);
}
