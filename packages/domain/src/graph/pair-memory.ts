import type { Address } from "../address.ts";
import type { GoingRates } from "./going-rates.ts";
import type { NovelEdge, Standing } from "./novel-edge.ts";

/** Counterparties that are remembered of one address. Ours [E]: see detection figures in docs/detection.md. */
export const RECIPIENTS_MAX = 64;
export const NEIGHBOURS_MAX = 32;

interface Counts {
  total: number;
  novel: number;
  stranger: number;
}

/** What one address is remembered by: bounded, whatever it does. */
export interface PairMemory {
  firstSeen: number | undefined;
  out: Counts;
  in: Counts;
  /** Whom it paid last, oldest first, each once. */
  recipients: Set<Address>;
  /** Whom it paid or was paid by last, oldest first, each once. */
  neighbours: Set<Address>;
}

export function emptyPairMemory(): PairMemory {
  return {
    firstSeen: undefined,
    out: { total: 0, novel: 0, stranger: 0 },
    in: { total: 0, novel: 0, stranger: 0 },
    recipients: new Set(),
    neighbours: new Set(),
  };
}

export interface PairPayment {
  from: Address;
  to: Address;
  /** Unix seconds of block time; never earlier than the payment before. */
  time: number;
  worth: number | undefined;
}

/** Remembers a payment on both sides and in the going rates. @returns the edge when the pair is new, else undefined */
export function rememberPair(
  rates: GoingRates,
  sender: PairMemory,
  recipient: PairMemory,
  payment: PairPayment,
): Omit<NovelEdge, "ordinal"> | undefined {
  const { from, to, time } = payment;
  const isNovel = !sender.recipients.has(to);
  const isStranger = isNovel && !recipient.recipients.has(from) && !haveCommon(sender.neighbours, recipient.neighbours);
  rates.count(time, {
    isNovel,
    isStranger,
    isSenderNew: sender.firstSeen === undefined,
    isRecipientNew: recipient.firstSeen === undefined,
  });
  let edge: Omit<NovelEdge, "ordinal"> | undefined;
  if (isNovel) {
    const standings = { sender: standingOf(sender, "out"), recipient: standingOf(recipient, "in") };
    const weights = {
      novelWeight: rates.weightOf(standings.sender, standings.recipient, "novel"),
      strangerWeight: rates.weightOf(standings.sender, standings.recipient, "stranger"),
    };
    edge = { ...payment, isStranger, ...standings, ...weights };
  }
  countSide(sender.out, isNovel, isStranger);
  countSide(recipient.in, isNovel, isStranger);
  sender.firstSeen ??= time;
  recipient.firstSeen ??= time;
  keep(sender.recipients, to, RECIPIENTS_MAX);
  keep(sender.neighbours, to, NEIGHBOURS_MAX);
  keep(recipient.neighbours, from, NEIGHBOURS_MAX);
  return edge;
}

function standingOf({ firstSeen, ...sides }: PairMemory, side: "in" | "out"): Standing {
  return { firstSeen, ...sides[side] };
}

function countSide(counts: Counts, isNovel: boolean, isStranger: boolean): void {
  counts.total++;
  if (isNovel) counts.novel++;
  if (isStranger) counts.stranger++;
}

function haveCommon(a: ReadonlySet<Address>, b: ReadonlySet<Address>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const address of few) if (many.has(address)) return true;
  return false;
}

function keep(set: Set<Address>, address: Address, max: number): void {
  set.delete(address);
  set.add(address);
  if (set.size <= max) return;
  for (const oldest of set) {
    set.delete(oldest);
    return;
  }
}
