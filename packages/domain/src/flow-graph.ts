import type { Address } from "./address.ts";
import { rankFlows, type ValuedFlow } from "./address-flow.ts";
import type { Chain } from "./chain.ts";
import { type DustCount, dustCount, withoutPoisonDust } from "./poison-dust.ts";

/** Bounds of one graph. */
export interface FlowGraphBounds {
  hops: number;
  nodesMax: number;
  edgesMax: number;
  /** Flows of less are left out, in millionths of their peg's unit. */
  minMicros: bigint;
}

/** Who stands at an address: a service has one node however many wallets it has, and what it does with money is not followed. */
export interface FlowParty {
  /** The address, or a name that all wallets of a service share. */
  key: string;
  isFollowed: boolean;
}

export interface FlowNode extends FlowParty {
  /** Those that were met, sorted. */
  addresses: readonly Address[];
  /** Payments from the address that was asked for. */
  hop: number;
}

/** Money from one node to another in one token. */
export interface FlowEdge {
  from: string;
  to: string;
  token: Address;
  amount: bigint;
  count: number;
  firstBlock: number;
  lastBlock: number;
}

/** Counterparties of a node that a bound has left out. */
export interface FlowCut {
  node: string;
  shown: number;
  of: number;
  rule: "nodes" | "edges";
}

interface GrowingNode extends FlowParty {
  addresses: Set<Address>;
  hop: number;
}

/** What passed between two addresses: met again from the other end it is the same money. */
interface Leg {
  edge: string;
  from: string;
  to: string;
  flow: ValuedFlow;
}

/** Addresses of which it is asked who they are may be so many times the nodes that there is room for: services share theirs. */
const CANDIDATES_PER_NODE = 2;

/**
 * The money around an address, hop by hop: `frontier` says whose flows are wanted next, `candidates` who of their counterparties
 * must be known by name, and `grow` takes them in, the largest first. A hop that is not the last takes at most half of the room
 * that is left, so that one hub among the first does not hide everything behind the others. The same flows give the same
 * graph, in whatever order they come.
 */
export class FlowGraph {
  readonly #chain: Chain;
  readonly #bounds: FlowGraphBounds;
  readonly #nodes = new Map<string, GrowingNode>();
  readonly #legs = new Map<string, Leg>();
  readonly #edges = new Set<string>();
  readonly #cuts: FlowCut[] = [];
  #frontier: Address[];
  #hop = 0;
  readonly #dust = new Map<string, ValuedFlow>();
  readonly #small = new Set<string>();

  /** @param root is followed, whoever it is */
  constructor(chain: Chain, root: Address, bounds: FlowGraphBounds) {
    this.#chain = chain;
    this.#bounds = bounds;
    this.#frontier = [root];
    this.#nodes.set(root, { key: root, isFollowed: true, addresses: new Set([root]), hop: 0 });
  }

  /** Whose flows come next; nobody's where the graph is complete. */
  get frontier(): readonly Address[] {
    return this.#hop < this.#bounds.hops && this.#nodes.size < this.#bounds.nodesMax ? this.#frontier : [];
  }

  /** Flows that count, the largest first. */
  select(flows: readonly ValuedFlow[]): ValuedFlow[] {
    const between = flows.filter(({ address, counterparty }) => address !== counterparty);
    const { kept, dust } = withoutPoisonDust(this.#chain, between);
    const isWanted = ({ micros }: ValuedFlow) => micros >= this.#bounds.minMicros;
    for (const flow of dust) this.#dust.set(legName(flow), flow);
    for (const flow of kept) if (!isWanted(flow)) this.#small.add(legName(flow));
    return rankFlows(kept.filter(isWanted));
  }

  /** @param selected by `select` */
  candidates(selected: readonly ValuedFlow[]): Address[] {
    const strangers = new Set(selected.map(({ counterparty }) => counterparty));
    for (const { addresses } of this.#nodes.values()) for (const address of addresses) strangers.delete(address);
    return [...strangers].slice(0, CANDIDATES_PER_NODE * this.#room());
  }

  /**
   * @param selected of the whole frontier
   * @param partyOf each candidate
   */
  grow(selected: readonly ValuedFlow[], partyOf: ReadonlyMap<Address, FlowParty>): void {
    const known = this.#keysOf();
    const room = this.#room();
    const added: GrowingNode[] = [];
    const left = new Map<string, Record<FlowCut["rule"], Set<Address>>>();
    const shown = new Map<string, Set<Address>>();
    this.#hop++;
    for (const flow of selected) {
      const node = known.get(flow.address) ?? flow.address;
      const leave = (rule: FlowCut["rule"]) => {
        const own = left.get(node) ?? { nodes: new Set(), edges: new Set() };
        own[rule].add(flow.counterparty);
        left.set(node, own);
      };
      const party = partyOf.get(flow.counterparty);
      const key = known.get(flow.counterparty) ?? party?.key;
      if (key === undefined || (!this.#nodes.has(key) && added.length >= room)) {
        leave("nodes");
        continue;
      }
      if (!this.#link(flow, node, key)) {
        leave("edges");
        continue;
      }
      if (party !== undefined && !known.has(flow.counterparty)) {
        const there = this.#nodes.get(key) ?? { ...party, addresses: new Set(), hop: this.#hop };
        if (!this.#nodes.has(key)) added.push(there);
        there.addresses.add(flow.counterparty);
        this.#nodes.set(key, there);
        known.set(flow.counterparty, key);
      }
      shown.set(node, (shown.get(node) ?? new Set()).add(flow.counterparty));
    }
    for (const [node, own] of left) this.#cut(node, own, shown.get(node) ?? new Set());
    this.#frontier = added.flatMap(({ isFollowed, addresses }) => (isFollowed ? [...addresses] : [])).sort();
  }

  get nodes(): FlowNode[] {
    return [...this.#nodes.values()].map((node) => ({ ...node, addresses: [...node.addresses].sort() }));
  }

  /** In the order in which they were met. */
  get edges(): FlowEdge[] {
    const edges = new Map<string, FlowEdge>();
    for (const { edge: name, from, to, flow } of this.#legs.values()) {
      const { token, amount, count, firstBlock, lastBlock } = flow;
      const edge = edges.get(name);
      edges.set(
        name,
        edge === undefined
          ? { from, to, token, amount, count, firstBlock, lastBlock }
          : {
              ...edge,
              amount: edge.amount + amount,
              count: edge.count + count,
              firstBlock: Math.min(edge.firstBlock, firstBlock),
              lastBlock: Math.max(edge.lastBlock, lastBlock),
            },
      );
    }
    return [...edges.values()];
  }

  /** What the bounds have left out, by node as it was met. */
  get cuts(): readonly FlowCut[] {
    return this.#cuts;
  }

  get dust(): DustCount {
    return dustCount([...this.#dust.values()]);
  }

  /** Flows of less than was asked for. */
  get small(): number {
    return this.#small.size;
  }

  #room(): number {
    const { hops, nodesMax } = this.#bounds;
    const left = nodesMax - this.#nodes.size;
    return this.#hop + 1 < hops ? Math.ceil(left / 2) : left;
  }

  #keysOf(): Map<Address, string> {
    const keys = new Map<Address, string>();
    for (const { key, addresses } of this.#nodes.values()) for (const address of addresses) keys.set(address, key);
    return keys;
  }

  /** @returns false where there is no room for another edge */
  #link(flow: ValuedFlow, node: string, other: string): boolean {
    const [from, to] = flow.direction === "out" ? [node, other] : [other, node];
    const edge = `${from}|${to}|${flow.token}`;
    if (!this.#edges.has(edge) && this.#edges.size >= this.#bounds.edgesMax) return false;
    this.#edges.add(edge);
    const name = legName(flow);
    const leg = this.#legs.get(name);
    // From the end whose payments were read further back.
    if (leg === undefined) this.#legs.set(name, { edge, from, to, flow });
    else if (flow.count > leg.flow.count) leg.flow = flow;
    return true;
  }

  #cut(node: string, left: Record<FlowCut["rule"], Set<Address>>, shown: Set<Address>): void {
    const of = new Set([...shown, ...left.nodes, ...left.edges]).size;
    for (const rule of ["nodes", "edges"] as const) {
      if (left[rule].size > 0) this.#cuts.push({ node, shown: shown.size, of, rule });
    }
  }
}

/** The same from both ends. */
function legName({ direction, address, counterparty, token }: ValuedFlow): string {
  return direction === "out" ? `${address}|${counterparty}|${token}` : `${counterparty}|${address}|${token}`;
}
