import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Address } from "@redflag/domain/address";
import type { LabelledPayment, LabelledSet, Labels } from "./labelled-set.ts";

const HEADER = "tx_id,time,from,to,amount,is_laundering,pattern,group_id";

/**
 * A set of somebody else's, as CSV without quotes: `tx_id,time,from,to,amount,is_laundering,pattern,group_id`, ordered by time (unix
 * seconds); names of accounts may be any text.
 * @throws Error that names the line
 */
export async function readSet(path: string): Promise<LabelledSet & Labels> {
  const [header, ...lines] = (await readFile(path, "utf8")).trimEnd().split("\n");
  if (header?.trim() !== HEADER) throw new Error(`${path}: line 1 is not ${HEADER}`);
  const payments: LabelledPayment[] = [];
  const patterns = new Map<string, { pattern: string; isScheme: boolean }>();
  const addresses = new Map<string, Address>();
  for (const [index, line] of lines.entries()) {
    const [, time, from, to, amount, isScheme, pattern, group] = line.trimEnd().split(",");
    const payment = { time: Number(time), worth: Number(amount) };
    if (!from || !to || !Number.isFinite(payment.time) || !Number.isFinite(payment.worth)) {
      throw new Error(`${path}: line ${index + 2} is no payment`);
    }
    payments.push({
      ...payment,
      from: addressOf(addresses, from),
      to: addressOf(addresses, to),
      ...(group && { group }),
    });
    if (group && pattern) patterns.set(group, { pattern, isScheme: isScheme === "1" });
  }
  return { name: basename(path), payments, patterns };
}

function addressOf(known: Map<string, Address>, name: string): Address {
  let address = known.get(name);
  if (address === undefined) {
    address = `0x${createHash("sha256").update(name).digest("hex").slice(24)}`;
    known.set(name, address);
  }
  return address;
}
