import type { Address } from "@redflag/domain/address";
import { listContracts } from "@redflag/domain/token-registry";
import type { Random } from "../../simulator/random.ts";
import { share } from "./draw-address.ts";

export interface Money {
  token: Address;
  /** Base units. */
  amount: bigint;
}

/** Roughly as on Ethereum: nearly everything in two tokens. */
const TOKEN_WEIGHTS = { USDT: 55, USDC: 35, DAI: 5, PYUSD: 2, EURC: 1, XSGD: 1, TRYB: 1 };

const CONTRACTS = new Map(
  listContracts("ethereum").map(({ token: { symbol, peg }, contract: { address, decimals } }) => [
    symbol,
    { contract: address, decimals, peg },
  ]),
);

/** All that money is drawn in. */
export const TOKENS = Object.keys(TOKEN_WEIGHTS).map(getToken);

/** From one unit of money to a million, small ones as often as large ones, half of them round. */
export function drawAmount(random: Random): Money {
  const { contract, decimals } = getToken(random.weigh(TOKEN_WEIGHTS));
  const whole = BigInt(Math.floor(10 ** (share(random) * 6)));
  const cents = random.chance(50) ? 0n : BigInt(random.between(0, 99));
  return { token: contract, amount: (whole * 100n + cents) * 10n ** BigInt(decimals - 2) };
}

function getToken(symbol: string) {
  const token = CONTRACTS.get(symbol);
  if (token === undefined) throw new Error(`no ${symbol} on ethereum`);
  return token;
}
