import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Address } from "@redflag/domain/address";
import { takeOrMake } from "@redflag/domain/graph/take-or-make";
import { addressOf, type LabelledPayment, type LabelledSet, type Labels } from "./labelled-set.ts";

const HEADER = "tx_id,time,from,to,amount,is_laundering,pattern,group_id";

/** Says which line of which file is not what it must be. */
export class MalformedSet extends Error {}

/**
 * A set of somebody else's, as CSV without quotes: `tx_id,time,from,to,amount,is_laundering,pattern,group_id`, ordered by time (unix
 * seconds); names of accounts may be any text.
 * @throws MalformedSet
 */
export async function readSet(path: string): Promise<LabelledSet & Labels> {
  const [header, ...lines] = (await readFile(path, "utf8")).trimEnd().split("\n");
  if (header?.trim() !== HEADER) throw new MalformedSet(`${path}: line 1 is not ${HEADER}`);
  const name = basename(path, ".csv");
  const payments: LabelledPayment[] = [];
  const patterns = new Map<string, { pattern: string; isScheme: boolean }>();
  const addresses = new Map<string, Address>();
  const known = (account: string) => takeOrMake(addresses, account, () => addressOf(name, account));
  for (const [index, line] of lines.entries()) {
    const [id, time, from, to, amount, isScheme, pattern, group] = line.trimEnd().split(",");
    const payment = { time: Number(time), worth: Number(amount) };
    if (!id || !from || !to || !Number.isFinite(payment.time) || !Number.isFinite(payment.worth)) {
      throw new MalformedSet(`${path}: line ${index + 2} is no payment`);
    }
    payments.push({ id, ...payment, from: known(from), to: known(to), ...(group && { group }) });
    if (group && pattern) patterns.set(group, { pattern, isScheme: isScheme === "1" });
  }
  return { name, payments, patterns };
}
