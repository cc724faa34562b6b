import type { GraphNode } from "@redflag/contract/http/routes/flows";

export type NodeKind = "listed" | "service" | "deposit" | "issuance" | "unknown";

/** What a node is drawn as: a listing says more than a business does. */
export function kindOf({ kind, listed, deposit }: Pick<GraphNode, "kind" | "listed" | "deposit">): NodeKind {
  if (listed.length > 0) return "listed";
  if (kind !== "address") return kind;
  return deposit === undefined ? "unknown" : "deposit";
}

/** Money is not followed through a service, nor to where tokens come from: what lies behind is everybody's. */
export function isExpandable({ kind, expanded }: Pick<GraphNode, "kind" | "expanded">): boolean {
  return kind === "address" && !expanded;
}
