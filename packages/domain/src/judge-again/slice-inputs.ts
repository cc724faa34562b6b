import { armOrThrow } from "../arm.ts";
import { buildBorderTable } from "../border-table.ts";
import type { Chain } from "../chain.ts";
import { buildEnrichmentBook } from "../enrichment.ts";
import type { ListedEntry } from "../entry.ts";
import type { Epoch, EpochInputs } from "../epoch.ts";
import type { FreezeBook } from "../freeze-book.ts";
import type { GraphInputs } from "../graph/graph-params.ts";
import type { Armed, HeadHeuristic } from "../heuristic.ts";
import type { DepthInputs } from "../judge-depth.ts";
import { buildRateTable } from "../rate-table.ts";
import { buildMatcher, type WatchlistMatcher } from "../watchlist-matcher.ts";
import type { LaneSlice } from "./judged-slice.ts";

/** What one epoch gives the alert's rule, made of what the slice has of it. */
export interface SliceInputs {
  head: ReadonlyArray<Armed<HeadHeuristic>>;
  depth: DepthInputs;
  /** Only where the slice holds all of the lane: a shape among some of the pairs is another shape. */
  graph?: GraphInputs;
}

/** @throws Problem `heuristic_missing` when this program lacks a rule or version that the epoch names */
export function sliceInputs(chain: Chain, slice: LaneSlice, { seq, inputs }: Epoch, freezes: FreezeBook): SliceInputs {
  const armed = armOrThrow(inputs);
  const { deposit, exposure, layout, graph } = armed;
  const { borders, enrichment = {} } = inputs;
  const notes = slice.borders.filter(({ list, listVersion }) => borders?.[list] === listVersion);
  const supplied = slice.enrichment.filter(({ source, version }) => enrichment[source] === version);
  const isOwn = ({ heuristic }: { heuristic: { id: string } }) => heuristic.id === slice.heuristic;
  // Of the rest none opens an alert of this rule, nor adds to one.
  const heuristics = armed.depth.filter((rule) => isOwn(rule) || rule.heuristic.contextOnly === true);
  const seeksShapes = slice.reach === "lane" && graph?.rules.some(isOwn) === true;
  return {
    head: armed.head.filter(isOwn),
    ...(seeksShapes && { graph }),
    depth: {
      chain,
      matcher: matcherAt(slice.entries, inputs),
      rates: buildRateTable(slice.rates.filter(({ epochs }) => epochs.includes(seq))),
      heuristics,
      layout,
      freezes,
      startTime: slice.startTime,
      enrichmentOf: buildEnrichmentBook(supplied)(chain.family),
      ...(deposit && { deposit }),
      ...(borders && { borders: buildBorderTable(notes) }),
      ...(exposure && { exposure }),
    },
  };
}

/** The entries of the versions that these inputs name. */
export function matcherAt(entries: readonly ListedEntry[], { lists }: EpochInputs): WatchlistMatcher {
  return buildMatcher(entries.filter(({ list, listVersion }) => lists[list] === listVersion));
}
