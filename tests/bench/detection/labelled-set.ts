import { createHash } from "node:crypto";
import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";

export interface LabelledPayment {
  /** Unique in its set. */
  id: string;
  /** Unix seconds. */
  time: number;
  from: Address;
  to: Address;
  /** USD. */
  worth: number;
  /** What was paid in; USDT where absent. */
  coin?: { symbol: string; amount: number };
  /** Id of the group that it is part of. */
  group?: string;
}

/** Payments that belong together, and whether they are a scheme or its benign twin. */
export interface LabelledGroup {
  pattern: string;
  isScheme: boolean;
  payments: number;
  firstTime: number;
}

export interface LabelledSet {
  name: string;
  /** By time. */
  payments: readonly LabelledPayment[];
}

/** What a set says of its groups, by id. */
export interface Labels {
  patterns: ReadonlyMap<string, { pattern: string; isScheme: boolean }>;
  /** Of groups that narrow at one address, that address. */
  narrows?: ReadonlyMap<string, Address>;
}

export function groupsOf({ payments }: LabelledSet, { patterns }: Labels): Map<string, LabelledGroup> {
  const groups = new Map<string, LabelledGroup>();
  for (const { group, time } of payments) {
    const label = group === undefined ? undefined : patterns.get(group);
    if (group === undefined || label === undefined) continue;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { ...label, payments: 1, firstTime: time });
    else known.payments++;
  }
  return groups;
}

/** Made of the set's and the account's names, so that a scorer elsewhere can tell whom an alert is about. */
export function addressOf(set: string, account: string): Address {
  return `0x${digestOf(`${set}:account:${account}`).slice(24)}`;
}

/** Of the transaction of a payment, made in the same way. */
export function txHashOf(set: string, id: string): Hash {
  return `0x${digestOf(`${set}:tx:${id}`)}`;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
