import { DEMO_TOKENS } from "@redflag/chain/devnet/demo-token";
import type { Payment } from "@redflag/chain/devnet/devnet";
import { cents } from "./amounts.ts";
import {
  AGENTS,
  COUNTERPARTIES,
  EMPLOYERS,
  GIVERS,
  homeToken,
  listAccounts,
  PAST,
  PEOPLE,
  SCHEME,
  SHOPS,
  TREASURY,
  TWIN,
} from "./cast.ts";

const MILLION_CENTS = 100_000_000;

/**
 * What the treasury gives everybody before the play begins: enough for days. Listed addresses get nothing, since that
 * would be a payment to a listed address.
 */
export function listFunding(): Payment[] {
  const rich = [EMPLOYERS, SHOPS, AGENTS]
    .flatMap(listAccounts)
    .map((account) => ({ account, share: MILLION_CENTS * 1_000 }));
  const rest = listAccounts(PEOPLE).map((account) => ({ account, share: MILLION_CENTS / 100 }));
  const home = [...rich, ...rest].map(({ account, share }) => give(homeToken(account), account, share));
  const any = listAccounts(COUNTERPARTIES).flatMap((account) =>
    DEMO_TOKENS.map((token) => give(token, account, MILLION_CENTS)),
  );
  const givers = listAccounts(GIVERS).map((account) => give("usdt", account, MILLION_CENTS / 100));
  const planted = [
    give("tryb", SCHEME.splitter, MILLION_CENTS),
    give("usdt", SCHEME.relayPayer, MILLION_CENTS),
    give("usdt", TWIN.customer, MILLION_CENTS),
    give("usdt", TWIN.tenant, MILLION_CENTS),
    give("usdt", PAST.donor, MILLION_CENTS),
    give("tryb", PAST.changersCustomer, MILLION_CENTS),
    give("usdc", PAST.relayPayer, MILLION_CENTS),
  ];
  return [...home, ...any, ...givers, ...planted];
}

function give(token: Payment["token"], to: number, dollarCents: number): Payment {
  return { token, from: TREASURY, to, amount: cents(token, dollarCents) };
}
