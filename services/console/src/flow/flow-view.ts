import { createContext, type RefObject, useContext } from "react";
import type { Choice } from "./drawing.ts";
import type { GraphFilters } from "./graph-filters.ts";
import type { Places } from "./layout.ts";
import type { MergedGraph } from "./merge-graphs.ts";

export interface TimeRange {
  from: string;
  to: string;
}

/** What one flow panel shows, for its parts; it lasts while the panel goes to the whole screen and back. */
export interface FlowView {
  graph: MergedGraph;
  /** Ids of nodes. */
  path: readonly string[];
  choice: Choice | undefined;
  choose: (choice: Choice | undefined) => void;
  expanded: readonly string[];
  expanding: readonly string[];
  expand: (node: string) => void;
  /** Takes an expansion back; without a node the last one. */
  takeBack: (node?: string) => void;
  filters: GraphFilters;
  setFilters: (filters: GraphFilters) => void;
  /** Symbols that were met. */
  tokens: readonly string[];
  /** The stretch that can be chosen from, and what is chosen of it. */
  window: TimeRange | undefined;
  range: TimeRange | undefined;
  setRange: (range: TimeRange | undefined) => void;
  /** Where nodes stand: kept, so that nothing moves that is there. */
  placesRef: RefObject<Places>;
}

export const FlowViewContext = createContext<FlowView | undefined>(undefined);

export function useFlowView(): FlowView {
  const view = useContext(FlowViewContext);
  if (view === undefined) throw new Error("the parts of a flow panel stand in one");
  return view;
}
