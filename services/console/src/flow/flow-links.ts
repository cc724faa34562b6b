import type { GraphEdge } from "@redflag/contract/http/routes/flows";

/** All that passed from one node to another: one arrow, whatever the tokens. */
export interface FlowLink {
  id: string;
  from: string;
  to: string;
  /** One for each token, the largest first as the graph has them. */
  flows: readonly GraphEdge[];
  payments: number;
}

export function linksOf(edges: readonly GraphEdge[]): FlowLink[] {
  const byEnds = Map.groupBy(edges, ({ from, to }) => linkId(from, to));
  return [...byEnds].flatMap(([id, flows]) => {
    const [first] = flows;
    if (first === undefined) return [];
    return [{ id, from: first.from, to: first.to, flows, payments: flows.reduce((sum, { count }) => sum + count, 0) }];
  });
}

export function linkId(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

/** For widths and places alone: what is told of amounts is told from the decimal strings. */
export function roughAmount({ flows }: Pick<FlowLink, "flows">): number {
  return flows.reduce((sum, { amount }) => sum + Number(amount), 0);
}
