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

/** Alerts that something ties together, under the name of the earliest of each set: by first block, then by id. */
export function mergeLinked<Id extends string>(
  firstBlocks: ReadonlyMap<Id, number>,
  links: ReadonlyArray<readonly [Id, Id]>,
): Map<Id, Id> {
  const parents = new Map<Id, Id>([...firstBlocks.keys()].map((id) => [id, id]));
  const rootOf = (id: Id): Id => {
    let root = id;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    parents.set(id, root);
    return root;
  };
  const isEarlier = (a: Id, b: Id) => {
    const [first, second] = [firstBlocks.get(a), firstBlocks.get(b)];
    assert(first !== undefined && second !== undefined, "what is linked is known");
    return first < second || (first === second && a < b);
  };
  for (const [a, b] of links) {
    const [first, second] = [rootOf(a), rootOf(b)];
    if (first === second) continue;
    if (isEarlier(first, second)) parents.set(second, first);
    else parents.set(first, second);
  }
  return new Map([...parents.keys()].map((id) => [id, rootOf(id)]));
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
