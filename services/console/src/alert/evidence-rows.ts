import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import type { EvidenceItem, EvidencePayment } from "@redflag/contract/http/routes/alerts";
import type { ChainBody } from "@redflag/contract/http/routes/chains";
import { partsOfCaip10 } from "../show/shortened.ts";
import { wholeUnits } from "./decimal-sum.ts";
import { parseQuantity, type Quantity } from "./quantity.ts";

/** `aside`: between others; a finding counts it all the same. */
type Direction = "in" | "out" | "aside";

/** One payment of an alert, and which of its findings it is in. */
export interface EvidenceRow {
  key: string;
  time: string;
  block: number;
  logIndex: number;
  transaction: string;
  /** CAIP-10. */
  sender: string;
  recipient: string;
  direction: Direction;
  /** Absent of a token that the console does not know: then `baseUnits` is all that can be said. */
  amount?: Quantity;
  baseUnits: string;
  /** At the published rates of its day, in each currency that is told. */
  worth: readonly Quantity[];
  href?: string;
  /** Findings that fired on it, and that count it; from 1. */
  fired: readonly number[];
  counted: readonly number[];
}

interface Facts {
  subject: string;
  explained: AlertExplanation["payments"];
  chains: readonly ChainBody[];
}

/** Every payment of the findings once, in the order of the ledger. */
export function evidenceRows(findings: readonly EvidenceItem[], facts: Facts): EvidenceRow[] {
  const rows = new Map<string, { payment: EvidencePayment; fired: number[]; counted: number[] }>();
  const rowOf = (payment: EvidencePayment) => {
    const key = keyOf(payment);
    const row = rows.get(key) ?? { payment, fired: [], counted: [] };
    rows.set(key, row);
    return row;
  };
  for (const { ordinal, payment, counted } of findings) {
    rowOf(payment).fired.push(ordinal + 1);
    for (const one of counted) rowOf(one).counted.push(ordinal + 1);
  }
  const explained = new Map(facts.explained.map((payment) => [keyOf(payment), payment]));
  return [...rows]
    .map(([key, { payment, fired, counted }]) => ({
      ...factsOf(payment, facts, explained.get(key)),
      key,
      fired,
      counted,
    }))
    .sort((a, b) => a.time.localeCompare(b.time) || a.block - b.block || a.logIndex - b.logIndex);
}

function keyOf({ transaction, logIndex }: { transaction: string; logIndex: number }): string {
  return `${transaction}/${logIndex}`;
}

type Explained = Facts["explained"][number];

function factsOf(payment: EvidencePayment, { subject, chains }: Facts, explained: Explained | undefined) {
  const { transaction, block, logIndex, time, sender, recipient, amount: baseUnits } = payment;
  const amount = parseQuantity(explained?.amount ?? "") ?? amountOf(payment, chains);
  const href = explained?.link ?? explorerLink(payment, chains);
  return {
    time,
    block,
    logIndex,
    transaction,
    sender,
    recipient,
    direction: directionOf(payment, subject),
    baseUnits,
    ...(amount !== undefined && { amount }),
    worth: (explained?.worth ?? []).flatMap((text) => parseQuantity(text) ?? []),
    ...(href !== undefined && { href }),
  };
}

function directionOf({ sender, recipient }: EvidencePayment, subject: string): Direction {
  if (recipient === subject) return "in";
  return sender === subject ? "out" : "aside";
}

function amountOf({ token, amount }: EvidencePayment, chains: readonly ChainBody[]): Quantity | undefined {
  const known = chainOf(token, chains)?.tokens.find((one) => one.token === token);
  return known && { amount: wholeUnits(amount, known.decimals), unit: known.symbol };
}

function explorerLink({ token, transaction }: EvidencePayment, chains: readonly ChainBody[]): string | undefined {
  const explorer = chainOf(token, chains)?.explorer;
  return explorer?.transaction.replace("{}", explorer.bareHash ? transaction.slice(2) : transaction);
}

function chainOf(caip10: string, chains: readonly ChainBody[]): ChainBody | undefined {
  const { chain } = partsOfCaip10(caip10);
  return chains.find(({ id }) => id === chain);
}
