import type { Address } from "../address.ts";
import { type FlowEdge, maxFlow } from "./max-flow.ts";
import type { NovelEdge } from "./novel-edge.ts";
import { takeOrMake } from "./take-or-make.ts";

/** Percent of a group's flow that stops without an address, from which on it is a junction. Ours [E]. */
export const STOPPED_PERCENT_MIN = 50;
/** Where that is so of more addresses than these, as in a chain, none is singled out. Ours [E]. */
export const FEW_MAX = 3;
/** Or one of so few that carry so much together, where the flow is as concentrated as this. Ours [E]. */
export const CARRIED_PERCENT_MIN = 50;
export const CONCENTRATION_PERCENT_MIN = 25;
/** Hundredths: what a rate is worth to. */
const UNITS = 100;

/** One address through which much of a group's money goes. That says nothing of what it knows or wants. */
export interface Junction {
  address: Address;
  /** Percent of what goes from the group's payers to its payees that could not without it, rounded down. */
  stoppedPercent: number;
  /** Percent of all that addresses of the group pass on, rounded down. */
  carriedPercent: number;
  /** Without it the group falls apart. */
  isArticulation: boolean;
}

/** Of a payment of a group, what its flow needs. */
type GroupPayment = Pick<NovelEdge, "from" | "to" | "worth">;

/** How a group's flow hangs together. */
export interface FlowShape {
  /** The strongest first. */
  junctions: Junction[];
  /** Sum of the squares of what each passes on, percent of all of it: 100 where one address passes on everything. */
  concentrationPercent: number;
  /** Percent of it, rounded down, that the few pass on together who are named for it; 0 where nobody is. */
  fewPercent: number;
  /** Payments that are left out, as there is no rate for them. */
  unpriced: number;
}

/**
 * Where the flow of a group's payments narrows. What goes from those who pay more than they are paid to those who are paid
 * more is sought with and without each address between them, whatever the order in time. A group is given that is flagged
 * already: in everybody's payments exchanges and shops are junctions.
 */
export function flowShapeOf(edges: Iterable<GroupPayment>): FlowShape {
  const { flows, unpriced } = flowsOf(edges);
  const { ins, outs } = sumsOf(flows);
  const passed = new Map<Address, number>();
  for (const [address, units] of ins) {
    const on = Math.min(units, outs.get(address) ?? 0);
    if (on > 0) passed.set(address, on);
  }
  const total = sumOf(passed.values());
  if (total === 0) return { junctions: [], concentrationPercent: 0, fewPercent: 0, unpriced };
  const concentrationPercent = concentrationOf(passed, total);
  const net = netFlow(flows);
  // Round and round: next to nothing goes from one end to another.
  const isRound = 2 * net.units < Math.max(...passed.values());
  const nodes = [...passed].map(([address, units]): Junction => {
    const without = flows.filter(({ from, to }) => from !== address && to !== address);
    const left = isRound ? net.units : maxFlow(without, net.sources, net.sinks);
    return {
      address,
      stoppedPercent: net.units === 0 ? 0 : Math.floor((100 * (net.units - left)) / net.units),
      carriedPercent: Math.floor((100 * units) / total),
      isArticulation: countParts(without, address, flows) > 1,
    };
  });
  const stopping = nodes.filter(({ stoppedPercent }) => stoppedPercent >= STOPPED_PERCENT_MIN);
  const named = new Set(stopping.length > FEW_MAX ? [] : stopping.map(({ address }) => address));
  const few = concentrationPercent >= CONCENTRATION_PERCENT_MIN ? fewThatCarry(passed, total) : [];
  for (const address of few) named.add(address);
  const junctions = nodes.filter(({ address }) => named.has(address));
  junctions.sort((a, b) => b.stoppedPercent - a.stoppedPercent || b.carriedPercent - a.carriedPercent || order(a, b));
  const fewPercent = Math.floor((100 * sumOf(few.map((address) => passed.get(address) ?? 0))) / total);
  return { junctions, concentrationPercent, fewPercent, unpriced };
}

function flowsOf(edges: Iterable<GroupPayment>): { flows: FlowEdge[]; unpriced: number } {
  const flows: FlowEdge[] = [];
  let unpriced = 0;
  for (const { from, to, worth } of edges) {
    if (worth === undefined) unpriced++;
    else flows.push({ from, to, units: Math.round(worth * UNITS) });
  }
  return { flows, unpriced };
}

function sumsOf(flows: readonly FlowEdge[]) {
  const [ins, outs] = [new Map<Address, number>(), new Map<Address, number>()];
  for (const { from, to, units } of flows) {
    outs.set(from, (outs.get(from) ?? 0) + units);
    ins.set(to, (ins.get(to) ?? 0) + units);
  }
  return { ins, outs };
}

/** What goes from those who pay more than they are paid to those who are paid more. */
function netFlow(flows: readonly FlowEdge[]) {
  const { ins, outs } = sumsOf(flows);
  const [sources, sinks] = [new Map<Address, number>(), new Map<Address, number>()];
  for (const address of new Set([...ins.keys(), ...outs.keys()])) {
    const net = (ins.get(address) ?? 0) - (outs.get(address) ?? 0);
    if (net < 0) sources.set(address, -net);
    else if (net > 0) sinks.set(address, net);
  }
  return { sources, sinks, units: maxFlow(flows, sources, sinks) };
}

/** Sum of the squared shares, percent rounded down: exactly, since a threshold is held against it. */
function concentrationOf(passed: ReadonlyMap<Address, number>, total: number): number {
  let squares = 0n;
  for (const units of passed.values()) squares += BigInt(units) * BigInt(units);
  return Number((100n * squares) / (BigInt(total) * BigInt(total)));
}

/** The fewest that pass on half of it together, with those that pass on as much as the last of them; none if they are many. */
function fewThatCarry(passed: ReadonlyMap<Address, number>, total: number): Address[] {
  const largest = [...passed].sort(([, x], [, y]) => y - x);
  let [carried, least] = [0, 0];
  for (const [, units] of largest) {
    if (100 * carried >= CARRIED_PERCENT_MIN * total) break;
    carried += units;
    least = units;
  }
  const few = largest.filter(([, units]) => units >= least);
  return few.length > FEW_MAX ? [] : few.map(([address]) => address);
}

/** Parts, held together by payments either way, into which the others fall. */
function countParts(without: readonly FlowEdge[], left: Address, all: readonly FlowEdge[]): number {
  const neighbours = new Map<Address, Address[]>();
  for (const { from, to } of without) {
    takeOrMake(neighbours, from, () => []).push(to);
    takeOrMake(neighbours, to, () => []).push(from);
  }
  const unseen = new Set(all.flatMap(({ from, to }) => [from, to]));
  unseen.delete(left);
  let parts = 0;
  for (const start of unseen) {
    parts++;
    const front = [start];
    for (const address of front) {
      if (!unseen.delete(address)) continue;
      front.push(...(neighbours.get(address) ?? []));
    }
  }
  return parts;
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function order(a: Junction, b: Junction): number {
  return a.address < b.address ? -1 : 1;
}
