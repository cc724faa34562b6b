import type { FlowGraph as GraphBody, GraphCut, GraphNode } from "@redflag/contract/http/routes/flows";
import { NODE_ADDRESSES_MAX } from "@redflag/contract/http/routes/flows";
import { type Address, formatCaip10 } from "@redflag/domain/address";
import { valueFlows } from "@redflag/domain/address-flow";
import { FlowGraph, type FlowGraphBounds, type FlowNode } from "@redflag/domain/flow-graph";
import { isNobody } from "@redflag/domain/nobodys-address";
import type { Direction } from "@redflag/domain/profile";
import type { Block } from "@redflag/domain/transfer";
import { countAlertsOfSubjects } from "@redflag/store/alert-lookup";
import type { Executor } from "@redflag/store/database";
import { type FlowReach, listFlowsOf } from "@redflag/store/flow-read";
import { findBlock, findLastBlockBefore } from "@redflag/store/ledger-read";
import type { FlowAccount } from "./flow-account.ts";
import { placeOf, tokenFlowBody } from "./flow-body.ts";
import { findPosition, type LanePosition, placeBody, positionBody, screenedTo } from "./flow-position.ts";
import { KnownParties } from "./known-parties.ts";
import { blocksOf, FLOW_TRANSFERS_MAX } from "./read-address.ts";

export interface AskedGraph extends FlowAccount {
  bounds: FlowGraphBounds;
  directions: readonly Direction[];
  tokens?: readonly Address[];
  /** Unix seconds of block time, both inclusive. */
  from?: number;
  to?: number;
  now: Date;
}

/** Looked back from the lane's position where nobody says from when: what keeps the look-ups in a long ledger few. Ours [E]. */
const WINDOW_S = 90 * 86_400;

/** The money around an address. @param tx of one moment */
export async function readFlowGraph(tx: Executor, asked: AskedGraph): Promise<GraphBody> {
  const { chain, address, bounds } = asked;
  const found = await findPosition(tx, chain.id);
  const position = found?.position;
  const window = position && (await findWindow(tx, chain.id, position, asked));
  const screened = position === undefined ? [] : [screenedTo(chain.id, position)];
  const parties = new KnownParties(tx, chain, { now: asked.now, screened });
  await parties.meet([address]);
  const graph = new FlowGraph(chain, address, bounds);
  const reaches = window === undefined ? [] : await growAll(tx, asked, { graph, parties, window });
  const { nodes, edges, cuts, dust, small } = graph;
  const read = new Set(reaches.map((reach) => reach.address));
  const alerts = await countAlertsOfSubjects(
    tx,
    chain.id,
    nodes.flatMap(({ addresses }) => addresses),
  );
  const short = reaches.filter(({ isCut }) => isCut);
  const named = edges.flatMap(({ firstBlock, lastBlock }) => [firstBlock, lastBlock]);
  const blocks = await blocksOf(tx, chain, [...named, ...short.map(({ firstBlock }) => firstBlock)]);
  const ids = new Map(nodes.map((node) => [node.key, idOf(asked, node)]));
  const id = (key: string) => ids.get(key) ?? key;
  return {
    address: formatCaip10(chain, address),
    chain: chain.caip2,
    watched: found !== undefined,
    ...(position !== undefined && { position: positionBody(position) }),
    ...(window !== undefined && { window: { from: placeBody(window.from), to: placeBody(window.to) } }),
    nodes: nodes.map((node) => nodeBody(asked, node, { id: id(node.key), parties, alerts, read })),
    edges: edges.map((edge) => ({
      from: id(edge.from),
      to: id(edge.to),
      ...tokenFlowBody(chain, edge, blocks),
    })),
    cut: [
      ...short.map(
        (reach): GraphCut => ({
          node: id(reach.address),
          shown: reach.transfers,
          rule: "transfers",
          direction: reach.direction,
          from: placeOf(reach.firstBlock, blocks),
        }),
      ),
      ...cuts.map((cut) => ({ ...cut, node: id(cut.node) })),
    ],
    leftOut: { dust, small },
  };
}

interface Growing {
  graph: FlowGraph;
  parties: KnownParties;
  window: { from: Block; to: Block };
}

/** Two statements for each hop, however many addresses it has. @returns how far each was read, as their turns came */
async function growAll(
  tx: Executor,
  { chain, directions, tokens }: AskedGraph,
  { graph, parties, window }: Growing,
): Promise<FlowReach[]> {
  const all: FlowReach[] = [];
  for (let { frontier } = graph; frontier.length > 0; { frontier } = graph) {
    const { flows, reaches } = await listFlowsOf(tx, chain.id, frontier, {
      from: window.from.number,
      to: window.to.number,
      directions,
      transfersMax: Math.floor(FLOW_TRANSFERS_MAX / frontier.length),
      ...(tokens !== undefined && { tokens }),
    });
    const selected = graph.select(valueFlows(chain, flows));
    const candidates = graph.candidates(selected);
    await parties.meet(candidates);
    graph.grow(selected, new Map(candidates.map((candidate) => [candidate, parties.partyOf(candidate)])));
    const inOrder = frontier.flatMap((address) =>
      directions.map((direction) => ({ address, direction, transfers: 0, firstBlock: window.to.number, isCut: false })),
    );
    all.push(
      ...inOrder.map(
        (empty) =>
          reaches.find(({ address, direction }) => address === empty.address && direction === empty.direction) ?? empty,
      ),
    );
  }
  return all;
}

/** @returns undefined where nothing that was screened lies in it */
async function findWindow(
  tx: Executor,
  chainId: number,
  { from, to }: LanePosition,
  asked: Pick<AskedGraph, "from" | "to">,
): Promise<{ from: Block; to: Block } | undefined> {
  const span = { from: from.number, to: to.number };
  const lastAt = (time: number) => findLastBlockBefore(tx, chainId, span, time);
  const begin = asked.from ?? Math.min(asked.to ?? to.time, to.time) - WINDOW_S;
  const first = begin <= from.time ? from.number : (await lastAt(begin)) + 1;
  const last = asked.to === undefined || asked.to >= to.time ? to.number : await lastAt(asked.to + 1);
  if (first > last) return undefined;
  const [firstBlock, lastBlock] = [await findBlock(tx, chainId, first), await findBlock(tx, chainId, last)];
  return firstBlock && lastBlock && { from: firstBlock, to: lastBlock };
}

function idOf({ chain }: AskedGraph, { key, addresses }: FlowNode): string {
  const [address] = addresses;
  return key === address ? formatCaip10(chain, address) : key;
}

interface NodeFacts {
  id: string;
  parties: KnownParties;
  alerts: ReadonlyMap<Address, number>;
  /** Whose payments were read. */
  read: ReadonlySet<Address>;
}

function nodeBody({ chain }: AskedGraph, node: FlowNode, { id, parties, alerts, read }: NodeFacts): GraphNode {
  const { addresses, hop } = node;
  const [address] = addresses;
  if (address === undefined) throw new Error("Broken invariant: a node has an address");
  const body = parties.bodyOf(address);
  const isIssuance = isNobody(chain, address);
  return {
    id,
    kind: isIssuance ? "issuance" : body.service === undefined ? "address" : "service",
    addresses: addresses.slice(0, NODE_ADDRESSES_MAX).map((one) => formatCaip10(chain, one)),
    hop,
    expanded: read.has(address),
    ...body,
    exposures: addresses.length === 1 ? parties.heldOf(address) : [],
    alerts: addresses.reduce((sum, one) => sum + (alerts.get(one) ?? 0), 0),
  };
}
