import type { Address } from "../address.ts";

/** What may go from one address to another, in whole units. */
export interface FlowEdge {
  from: Address;
  to: Address;
  units: number;
}

const SOURCE = 0;
const SINK = 1;

/**
 * The most that can go from the sources to the sinks at once, along the edges and no more than each address can give or take.
 * Whole numbers throughout, so that it is the same everywhere, whichever ways are taken first. For the few dozen payments of a
 * group: what is left of each way stands in a square of all addresses.
 */
export function maxFlow(
  edges: readonly FlowEdge[],
  sources: ReadonlyMap<Address, number>,
  sinks: ReadonlyMap<Address, number>,
): number {
  const places = new Map<Address, number>();
  const placeOf = (address: Address) => {
    const known = places.get(address);
    if (known !== undefined) return known;
    const place = SINK + 1 + places.size;
    places.set(address, place);
    return place;
  };
  const ways = edges.map(({ from, to, units }) => ({ from: placeOf(from), to: placeOf(to), units }));
  for (const [address, units] of sources) ways.push({ from: SOURCE, to: placeOf(address), units });
  for (const [address, units] of sinks) ways.push({ from: placeOf(address), to: SINK, units });
  const size = SINK + 1 + places.size;
  const rest = new Float64Array(size * size);
  for (const { from, to, units } of ways) rest[from * size + to] = (rest[from * size + to] as number) + units;
  const before = new Int32Array(size);
  const queue = new Int32Array(size);
  let total = 0;
  while (findWay(rest, size, before, queue)) {
    let units = Number.POSITIVE_INFINITY;
    for (let at = SINK; at !== SOURCE; at = before[at] as number) {
      units = Math.min(units, rest[(before[at] as number) * size + at] as number);
    }
    for (let at = SINK; at !== SOURCE; at = before[at] as number) {
      const from = before[at] as number;
      rest[from * size + at] = (rest[from * size + at] as number) - units;
      rest[at * size + from] = (rest[at * size + from] as number) + units;
    }
    total += units;
  }
  return total;
}

const UNREACHED = -1;

/** The shortest way that takes something more. @param before who comes before each on it @param queue to work in */
function findWay(rest: Float64Array, size: number, before: Int32Array, queue: Int32Array): boolean {
  before.fill(UNREACHED);
  before[SOURCE] = SOURCE;
  queue[0] = SOURCE;
  for (let at = 0, end = 1; at < end; at++) {
    const from = queue[at] as number;
    for (let to = SINK; to < size; to++) {
      if (before[to] !== UNREACHED || !((rest[from * size + to] as number) > 0)) continue;
      before[to] = from;
      if (to === SINK) return true;
      queue[end++] = to;
    }
  }
  return false;
}
