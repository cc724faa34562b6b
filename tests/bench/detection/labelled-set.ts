import type { Address } from "@redflag/domain/address";

export interface LabelledPayment {
  /** Unix seconds. */
  time: number;
  from: Address;
  to: Address;
  worth: number;
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
