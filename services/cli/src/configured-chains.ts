import type { Chain } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import type { Config } from "@redflag/runtime/config";

/** Chains that have an endpoint. */
export function listConfiguredChains(config: Config): Chain[] {
  return [...config.chains].filter(([, { endpoints }]) => endpoints.length > 0).map(([name]) => getChain(name));
}
