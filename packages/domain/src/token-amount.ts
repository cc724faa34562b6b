import type { Address } from "./address.ts";
import type { Chain } from "./chain.ts";
import { type Amount, formatAmount } from "./money.ts";
import { findToken } from "./token-registry.ts";

/** "1,250.5 USDT"; base units where this program does not know the token. */
export function tokenAmount(chain: Chain, token: Address, amount: Amount): string {
  const known = findToken(chain.name, token);
  if (known === undefined) return `${amount} base units of ${token}`;
  return formatAmount(amount, known.contract.decimals, known.token.symbol);
}
