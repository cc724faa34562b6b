import type { Chain } from "@redflag/domain/chain";
import { logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";

/** What makes a chain one that nothing could be read of: to a node, a question about no contract is one about all. */
export function findWatchFault(chain: Chain): Problem | undefined {
  if (logFilterFor(chain.name).addresses.length > 0) return undefined;
  const fact = `no token or bridge on ${chain.title} is in the registry, so there is nothing to watch`;
  const remedy = "add one (docs/guides/add-a-token.md), or unset the variable";
  return new Problem("config_invalid", `REDFLAG_RPC_${chain.name.toUpperCase()}: ${fact}; ${remedy}`);
}
