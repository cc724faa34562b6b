import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { Problem } from "@redflag/domain/problem";

/** What makes a policy one that no endpoint of the chain could ever meet; undefined where one can. */
export function findPolicyFault(chain: Chain, policy: VerifyPolicy): Problem | undefined {
  if (chain.family !== "tron" || policy === "peers" || policy === "header") return undefined;
  const name = `REDFLAG_VERIFY_${chain.name.toUpperCase()}`;
  const fact = `${chain.title}'s headers hold neither a bloom nor a receipts root`;
  return new Problem("config_invalid", `${name} "${policy}": ${fact}; give peers or header`);
}
