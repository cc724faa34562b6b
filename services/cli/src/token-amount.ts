import type { Address } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import { type Amount, formatAmount } from "@redflag/domain/money";
import { findToken } from "@redflag/domain/token-registry";

/** "1,250.5 USDT"; base units where this program does not know the token. */
export function tokenAmount(chain: Chain, token: Address, amount: Amount): string {
  const known = findToken(chain.name, token);
  if (known === undefined) return `${amount} base units of ${token}`;
  return formatAmount(amount, known.contract.decimals, known.token.symbol);
}
