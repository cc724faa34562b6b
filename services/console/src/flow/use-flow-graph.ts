import type { FlowGraph } from "@redflag/contract/http/routes/flows";
import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../api/client.ts";
import type { GraphFilters } from "./graph-filters.ts";
import { type Expansion, type MergedGraph, mergeGraphs } from "./merge-graphs.ts";

interface Asked extends GraphFilters {
  /** CAIP-10. */
  address: string;
  from?: string | undefined;
  to?: string | undefined;
}

/** Of one more node at once: what is drawn stays readable. */
const EXPANSION_NODES = 40;

export interface FlowGraphState {
  graph: MergedGraph | undefined;
  /** That answer is of what is asked for now, and not of what was asked before. */
  isCurrent: boolean;
  error: Error | null;
  retry: () => void;
  /** Nodes that are being asked for. */
  expanding: readonly string[];
  failed: ReadonlyArray<{ node: string; error: Error; retry: () => void }>;
}

/** The graph around an address with that of each further node that was asked for, all of the same stretch of time. */
export function useFlowGraph({ address, hops, ...same }: Asked, expanded: readonly string[]): FlowGraphState {
  const base = useQuery({ ...graphQuery(address, { hops, ...same }), placeholderData: keepPreviousData });
  const more = useQueries({
    queries: expanded.map((node) => ({
      ...graphQuery(node, { hops: 1, nodes: EXPANSION_NODES, ...same }),
      placeholderData: keepPreviousData,
    })),
    combine: combineAnswers,
  });
  const { answers, pending, failures } = more;
  const graph = useMemo(() => merged(base.data, expanded, answers), [base.data, expanded, answers]);
  return {
    graph,
    isCurrent: !base.isPlaceholderData,
    error: base.error,
    retry: () => void base.refetch(),
    expanding: expanded.filter((_, index) => pending[index]),
    failed: expanded.flatMap((node, index) => {
      const failure = failures[index];
      return failure ? [{ node, ...failure }] : [];
    }),
  };
}

/** One list of answers as long as none of them changes: the graph is merged anew only then. */
function combineAnswers(queries: ReadonlyArray<UseQueryResult<FlowGraph>>) {
  return {
    answers: queries.map(({ data }) => data),
    pending: queries.map(({ isPending }) => isPending),
    failures: queries.map(({ error, refetch }) => error && { error, retry: () => void refetch() }),
  };
}

function merged(
  base: FlowGraph | undefined,
  expanded: readonly string[],
  answers: ReadonlyArray<FlowGraph | undefined>,
): MergedGraph | undefined {
  if (base === undefined) return undefined;
  const expansions = expanded.flatMap((node, index): Expansion[] => {
    const graph = answers[index];
    return graph === undefined ? [] : [{ node, graph }];
  });
  return mergeGraphs(base, expansions);
}

function graphQuery(address: string, { token, minAmount, ...query }: Omit<Asked, "address"> & { nodes?: number }) {
  const asked = {
    ...query,
    minAmount: minAmount === "" ? "0" : minAmount,
    ...(token !== undefined && { token }),
  };
  return {
    queryKey: ["graph", address, asked],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await api.getFlowGraph({ params: { address }, query: asked, signal })).body,
  };
}
