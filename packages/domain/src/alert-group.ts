import type { Evidence } from "./alert.ts";
import assert from "./assert.ts";
import type { TransferPlace } from "./heuristic.ts";
import type { Hash } from "./hex.ts";

/** Payments that two alerts must have in common to describe one scheme. Ours [E]. */
export const SHARED_PAYMENTS_MIN = 2;
/** One is enough where an alert's first finding stands on no more than so many: then it is half of them. Ours [E]. */
export const OPENING_PAYMENTS_MAX = 2;

/** Logs of one block; a billion gas could not pay for so many. */
const LOGS_PER_BLOCK = 2 ** 20;

/** A payment's place on its chain as one number, which SQL holds as a bigint. */
function paymentKey({ blockNumber, logIndex }: TransferPlace): number {
  const key = blockNumber * LOGS_PER_BLOCK + logIndex;
  assert(logIndex < LOGS_PER_BLOCK && Number.isSafeInteger(key), "a place in the chain fits a number");
  return key;
}

/** Of one finding: the payment that it is on, and those that it counts. */
export function paymentKeys({ transfer, supporting }: Pick<Evidence, "transfer" | "supporting">): number[] {
  return [...new Set([...supporting.map((counted) => paymentKey(counted.transfer)), paymentKey(transfer)])];
}

/** What grouping knows of an alert that stands. */
export interface GroupedAlert {
  id: Hash;
  firstBlock: number;
  /** Of its first finding. */
  opening: readonly number[];
  /** Of all its findings. */
  payments: ReadonlySet<number>;
}

/**
 * Whether two alerts of one chain describe the same payments: two in common, or one that is half of those which one of them
 * opened with. By payments and never by addresses, which would tie all that a busy address does into one. More findings
 * never part what belongs together; only a payment that is taken back does.
 */
function areLinked(a: GroupedAlert, b: GroupedAlert): boolean {
  let shared = 0;
  for (const payment of a.payments) if (b.payments.has(payment)) shared++;
  return shared >= SHARED_PAYMENTS_MIN || opensWithin(a, b) || opensWithin(b, a);
}

function opensWithin({ opening }: GroupedAlert, { payments }: GroupedAlert): boolean {
  return opening.length <= OPENING_PAYMENTS_MAX && opening.some((payment) => payments.has(payment));
}

/** Sets of alerts that grow together, each under the name of its earliest: by first block, then by id. */
class TiedSets<Id extends string> {
  readonly #firstBlocks: ReadonlyMap<Id, number>;
  readonly #parents: Map<Id, Id>;

  constructor(firstBlocks: ReadonlyMap<Id, number>) {
    this.#firstBlocks = firstBlocks;
    this.#parents = new Map([...firstBlocks.keys()].map((id) => [id, id]));
  }

  nameOf(id: Id): Id {
    let at = id;
    for (let above = this.#above(at); above !== at; above = this.#above(at)) {
      // Half of the way is gone once only.
      this.#parents.set(at, this.#above(above));
      at = this.#above(at);
    }
    return at;
  }

  #above(id: Id): Id {
    const above = this.#parents.get(id);
    assert(above !== undefined, "what is tied is known");
    return above;
  }

  tie(a: Id, b: Id): void {
    const [first, second] = [this.nameOf(a), this.nameOf(b)];
    if (first === second) return;
    if (this.#isEarlier(first, second)) this.#parents.set(second, first);
    else this.#parents.set(first, second);
  }

  get names(): Map<Id, Id> {
    return new Map([...this.#parents.keys()].map((id) => [id, this.nameOf(id)]));
  }

  #isEarlier(a: Id, b: Id): boolean {
    const [first, second] = [this.#firstBlocks.get(a), this.#firstBlocks.get(b)];
    assert(first !== undefined && second !== undefined, "what is tied is known");
    return first < second || (first === second && a < b);
  }
}

/** Alerts that something ties together, under the name of the earliest of each set: by first block, then by id. */
export function mergeLinked<Id extends string>(
  firstBlocks: ReadonlyMap<Id, number>,
  links: ReadonlyArray<readonly [Id, Id]>,
): Map<Id, Id> {
  const sets = new TiedSets(firstBlocks);
  for (const [a, b] of links) sets.tie(a, b);
  return sets.names;
}

/**
 * The group of each of all alerts that stand, by the id of its earliest: a function of the set, however it came about. The
 * store keeps the same as alerts change; this looks at every pair and says what it must keep.
 */
export function groupAlerts(alerts: readonly GroupedAlert[]): Map<Hash, Hash> {
  const links = alerts.flatMap((a, index) =>
    alerts.slice(index + 1).flatMap((b) => (areLinked(a, b) ? [[a.id, b.id] as const] : [])),
  );
  return mergeLinked(new Map(alerts.map(({ id, firstBlock }) => [id, firstBlock])), links);
}

/**
 * The same as `groupAlerts`, for thousands: goes from payment to payment, and compares two alerts only where payments that both have
 * lead from one set to another. Behind one busy payer nearly all alerts are of one set, and no pair of them is looked at.
 */
export function groupManyAlerts(alerts: readonly GroupedAlert[]): Map<Hash, Hash> {
  const sets = new TiedSets(new Map(alerts.map(({ id, firstBlock }) => [id, firstBlock])));
  const holdersOf = new Map<number, GroupedAlert[]>();
  for (const alert of alerts) {
    for (const payment of alert.payments) {
      const holders = holdersOf.get(payment);
      if (holders === undefined) holdersOf.set(payment, [alert]);
      else holders.push(alert);
    }
  }
  for (const { id, opening } of alerts) {
    if (opening.length > OPENING_PAYMENTS_MAX) continue;
    for (const payment of opening) {
      const holders = holdersOf.get(payment) ?? [];
      for (const holder of holders) sets.tie(id, holder.id);
      // Whoever else opened with it is tied to all of them already.
      holders.length = Math.min(holders.length, 1);
    }
  }
  const isBetweenSets = (payment: number) => {
    const [first, ...others] = holdersOf.get(payment) ?? [];
    return first !== undefined && others.some(({ id }) => sets.nameOf(id) !== sets.nameOf(first.id));
  };
  const between = new Set([...holdersOf.keys()].filter(isBetweenSets));
  for (const { id, payments } of alerts) {
    const own = [...payments].filter((payment) => between.has(payment));
    if (own.length < SHARED_PAYMENTS_MIN) continue;
    const shared = new Map<Hash, number>();
    for (const payment of own) {
      for (const other of holdersOf.get(payment) ?? []) {
        if (sets.nameOf(other.id) === sets.nameOf(id)) continue;
        const count = (shared.get(other.id) ?? 0) + 1;
        if (count >= SHARED_PAYMENTS_MIN) sets.tie(id, other.id);
        else shared.set(other.id, count);
      }
    }
  }
  return sets.names;
}
