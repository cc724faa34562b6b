import type { Address } from "./address.ts";
import type { AddressFlow } from "./address-flow.ts";
import { listContracts } from "./token-registry.ts";

/** An address of the demo chain that follows from a number. */
export function holder(n: number): Address {
  return `0x${n.toString(16).padStart(40, "c")}`;
}

/** A contract of the demo chain. */
export function demoToken(symbol: string): Address {
  const known = listContracts("demo").find(({ token }) => token.symbol === symbol);
  if (known === undefined) throw new Error(`the demo chain has ${symbol}`);
  return known.contract.address;
}

/** One payment of so many whole units, of a token with six decimals. */
export function sampleFlow(from: number, to: number, units: number, fields: Partial<AddressFlow> = {}): AddressFlow {
  const amount = BigInt(Math.round(units * 1_000_000));
  return {
    address: holder(from),
    direction: "out",
    counterparty: holder(to),
    token: demoToken("USDT"),
    amount,
    largest: amount,
    count: 1,
    firstBlock: 10,
    lastBlock: 10,
    ...fields,
  };
}

/** The same as its payee sees it. */
export function seenByPayee(flow: AddressFlow): AddressFlow {
  return { ...flow, address: flow.counterparty, counterparty: flow.address, direction: "in" };
}
