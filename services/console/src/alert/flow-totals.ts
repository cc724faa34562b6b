import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import { decimalSum } from "./decimal-sum.ts";
import { parseQuantity, type Quantity } from "./quantity.ts";

type Payment = AlertExplanation["payments"][number];

/** What payments of one direction come to. */
export interface FlowTotals {
  payments: number;
  tokens: readonly Quantity[];
  /** By currency. */
  worth: ReadonlyMap<string, Quantity>;
  /** How many payments of those that are worth something in the currency at all have no rate there. */
  unrated: ReadonlyMap<string, number>;
}

/** Sums of the payments that an explanation shows, to its subject, from it, and between others. */
export function flowTotals({ subject, payments }: Pick<AlertExplanation, "subject" | "payments">) {
  return {
    received: totalsOf(payments.filter(({ recipient }) => recipient === subject)),
    paid: totalsOf(payments.filter(({ sender, recipient }) => sender === subject && recipient !== subject)),
    aside: totalsOf(payments.filter(({ sender, recipient }) => sender !== subject && recipient !== subject)),
  };
}

function totalsOf(payments: readonly Payment[]): FlowTotals {
  const worth = sumsOf(payments.flatMap(({ worth: told }) => told));
  const unrated = [...worth.keys()].map((unit) => {
    const rated = payments.filter(({ worth: told }) => told.some((text) => parseQuantity(text)?.unit === unit));
    return [unit, payments.length - rated.length] as const;
  });
  const tokens = [...sumsOf(payments.map(({ amount }) => amount)).values()];
  return { payments: payments.length, tokens, worth, unrated: new Map(unrated) };
}

function sumsOf(texts: readonly string[]): Map<string, Quantity> {
  const amounts = new Map<string, string[]>();
  for (const text of texts) {
    const quantity = parseQuantity(text);
    if (quantity !== undefined) amounts.set(quantity.unit, [...(amounts.get(quantity.unit) ?? []), quantity.amount]);
  }
  return new Map([...amounts].map(([unit, parts]) => [unit, { amount: decimalSum(parts), unit }]));
}
