import { type Address, formatAddress, formatCaip10 } from "./address.ts";
import assert from "./assert.ts";
import type { Chain } from "./chain.ts";
import { tokenAmount } from "./token-amount.ts";
import type { IssuerEvent } from "./transfer.ts";

export interface IssuerEventLine {
  kind: "issuer_event";
  token: string;
  symbol: string;
  event: string;
  /** One account, or none; several stand in `accounts`. */
  account?: string;
  accounts?: string[];
  amount?: string;
}

/** The events of one log, which differ in their accounts only: as data without the token, and in words. */
export function describeIssuerEvents(
  chain: Chain,
  symbol: string,
  [first, ...others]: readonly IssuerEvent[],
): { line: Omit<IssuerEventLine, "token" | "symbol">; text: string } {
  assert(first !== undefined, "a decoded log has an event");
  const { kind: event, account, amount } = first;
  const accounts = [first, ...others].flatMap((one) => one.account ?? []);
  const caip10 = (address: Address) => formatCaip10(chain, address);
  const whose = accounts.map((address) => formatAddress(address, chain.family)).join(", ");
  const money = amount === undefined ? "" : `, ${tokenAmount(chain, first.token, amount)}`;
  return {
    line: {
      kind: "issuer_event",
      event,
      ...(account && others.length === 0 && { account: caip10(account) }),
      ...(others.length > 0 && { accounts: accounts.map(caip10) }),
      ...(amount !== undefined && { amount: `${amount}` }),
    },
    text: `${symbol} ${event}${whose === "" ? "" : ` of ${whose}`}${money}`,
  };
}
