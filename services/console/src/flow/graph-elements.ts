import type { FlowGraph, GraphNode } from "@redflag/contract/http/routes/flows";
import type { ElementDefinition } from "cytoscape";
import { isolated } from "../show/isolated.ts";
import { partsOfCaip10, shortened } from "../show/shortened.ts";
import { type FlowLink, linkId, linksOf, roughAmount } from "./flow-links.ts";
import { type Places, subjectOf } from "./layout.ts";
import { isExpandable, kindOf } from "./node-kind.ts";
import { plainName } from "./plain-name.ts";

/** Words of the reader's language, for what is drawn. */
export interface GraphWords {
  amount: (amount: string) => string;
  count: (count: number) => string;
  /** Of a business, or of a deposit address; nothing where there is none. */
  category: (node: GraphNode) => string;
}

interface Drawn {
  places: Places;
  /** Ids of nodes, as the money ran. */
  path: readonly string[];
  words: GraphWords;
}

/** Pixels of an arrow: so much more for ten times the amount. */
const WIDTH_MIN = 0.75;
const WIDTH_PER_TENFOLD = 0.7;
const WIDTH_MAX = 7;
/** How the API begins the id of wallets that are one node. */
const SERVICE = "service:";
/** Beside the upper right of a node, and the lower right. */
const BADGE = { x: 15, y: -13 };
const PLUS = { x: 15, y: 9 };

/** What the canvas draws: nodes, small marks beside them, arrows. All words are data, never markup. */
export function elementsOf(graph: FlowGraph, { places, path, words }: Drawn): ElementDefinition[] {
  const subject = subjectOf(graph);
  const inPath = new Set(path);
  const nodes = graph.nodes.flatMap((node) => {
    const place = places.get(node.id) ?? { x: 0, y: 0 };
    const classes = [
      kindOf(node),
      ...(businessOf(node) === undefined ? [] : ["named"]),
      ...(node.id === subject ? ["subject"] : []),
      ...(node.frozen ? ["frozen"] : []),
      ...(inPath.has(node.id) ? ["path"] : []),
    ];
    const label = [nameOf(node), words.category(node)]
      .filter((line) => line !== "")
      .map((line) => isolated(line))
      .join("\n");
    return [
      { group: "nodes" as const, data: { id: node.id, label }, position: { ...place }, classes },
      ...(node.alerts > 0 ? [markOf(node.id, "badge", words.count(node.alerts), place, BADGE)] : []),
      ...(isExpandable(node) ? [markOf(node.id, "plus", "+", place, PLUS)] : []),
    ];
  });
  const steps = stepsOf(path);
  const links = linksOf(graph.edges);
  const ids = new Set(links.map(({ id }) => id));
  const sideOf = sidesOf(links);
  const told = toldLinks(links, sideOf);
  const edges = links.map((link): ElementDefinition => {
    const { id, from: source, to: target } = link;
    const width = Math.min(WIDTH_MAX, WIDTH_MIN + Math.log10(1 + roughAmount(link)) * WIDTH_PER_TENFOLD);
    const isPath = steps.has(id);
    const classes = [
      sideOf(link) === "payer" ? "near-payer" : "near-payee",
      ...(ids.has(linkId(target, source)) ? ["both-ways"] : []),
      ...(isPath ? ["path"] : []),
      ...(isPath || told.has(id) ? ["told"] : []),
    ];
    return {
      group: "edges",
      data: { id, source, target, label: isolated(linkLabel(link, words), "ltr"), width },
      classes,
    };
  });
  return [...nodes, ...edges];
}

/** A business by its name, anybody else by the address. */
export function nameOf(node: GraphNode): string {
  const { id, addresses } = node;
  return businessOf(node) ?? shortened(partsOfCaip10(addresses[0] ?? id).account);
}

/** The name of a business; lists know some by their address alone. */
export function businessOf({ id, kind, service }: GraphNode): string | undefined {
  if (kind !== "service") return undefined;
  if (service?.entity !== undefined) return plainName(service.entity);
  return id.startsWith(SERVICE) ? plainName(id.slice(SERVICE.length)) : undefined;
}

const TOKENS_SHOWN = 2;

/** `48,200 USDT · 31×`: the two largest tokens, and how many more. */
export function linkLabel({ flows, payments }: FlowLink, { amount, count }: GraphWords): string {
  const shown = flows.slice(0, TOKENS_SHOWN).map((flow) => `${amount(flow.amount)} ${plainName(flow.symbol)}`);
  const more = flows.length > TOKENS_SHOWN ? ` +${count(flows.length - TOKENS_SHOWN)}` : "";
  return `${shown.join(", ")}${more} · ${count(payments)}×`;
}

/** The ids of the nodes of a path that may name them by account, by CAIP-10 id or as nodes do; who is not in the graph is left out. */
export function pathIn({ nodes }: Pick<FlowGraph, "nodes">, path: readonly string[]): string[] {
  const ids = new Map<string, string>();
  for (const { id, addresses } of nodes) {
    ids.set(id, id);
    for (const address of addresses) ids.set(address, id).set(partsOfCaip10(address).account, id);
  }
  return [...new Set(path.flatMap((one) => ids.get(one) ?? []))];
}

function markOf(of: string, kind: "badge" | "plus", label: string, place: { x: number; y: number }, by: typeof BADGE) {
  const position = { x: place.x + by.x, y: place.y + by.y };
  return { group: "nodes" as const, data: { id: `${kind} ${of}`, of, label }, position, classes: ["mark", kind] };
}

/** Both ways of each step: which of them the money ran is what the arrow shows. */
function stepsOf(path: readonly string[]): Set<string> {
  return new Set(
    path.slice(1).flatMap((to, index) => {
      const from = path[index] ?? to;
      return [linkId(from, to), linkId(to, from)];
    }),
  );
}

/** The end of an arrow that has fewer of them: beside the other end words would lie over each other. */
function sidesOf(links: readonly FlowLink[]): (link: FlowLink) => "payer" | "payee" {
  const degrees = new Map<string, number>();
  for (const { from, to } of links) {
    for (const id of [from, to]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  }
  return ({ from, to }) => ((degrees.get(from) ?? 0) <= (degrees.get(to) ?? 0) ? "payer" : "payee");
}

/** Of the arrows that have their words beside the same node, the largest each way: the others say theirs when they are looked at. */
function toldLinks(links: readonly FlowLink[], sideOf: (link: FlowLink) => "payer" | "payee"): Set<string> {
  const bySide = Map.groupBy(links, (link) => `${sideOf(link)} ${sideOf(link) === "payer" ? link.from : link.to}`);
  return new Set([...bySide.values()].map((own) => own.reduce((a, b) => (roughAmount(b) > roughAmount(a) ? b : a)).id));
}
