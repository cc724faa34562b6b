import type { Address } from "@redflag/domain/address";
import { buildBorderTable } from "@redflag/domain/border-table";
import { demo } from "@redflag/domain/chains/demo";
import { buildEnrichmentBook } from "@redflag/domain/enrichment";
import { type AddressEntry, type ListedEntry, moreSevere } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { armHeuristics, type EpochInputs } from "@redflag/domain/epoch";
import { Exposures, type StoredExposure } from "@redflag/domain/exposure/exposures";
import { FreezeBook, type FreezeEvent } from "@redflag/domain/freeze-book";
import type { GraphInputs } from "@redflag/domain/graph/graph-params";
import { GraphStage } from "@redflag/domain/graph/graph-stage";
import { encodeChanges, type StoredParts } from "@redflag/domain/graph/graph-state";
import { GraphWatch } from "@redflag/domain/graph/graph-watch";
import type { PairMemory } from "@redflag/domain/graph/pair-memory";
import type { Armed, DepthHeuristic } from "@redflag/domain/heuristic";
import { Inferences } from "@redflag/domain/inference";
import { type DepthInputs, type Firing, foldAndJudge } from "@redflag/domain/judge-depth";
import type { Profile } from "@redflag/domain/profile";
import { NO_RATES } from "@redflag/domain/rate-table";
import type { IssuerEvent } from "@redflag/domain/transfer";
import { buildMatcher } from "@redflag/domain/watchlist-matcher";
import { BORDER_NOTES, CONTEXT_LIST, ENRICHMENT } from "./context.ts";
import type { ExpectedAlert } from "./oracle.ts";
import { expectedLogs } from "./oracle-ledger.ts";
import type { WorldBlock } from "./world-block.ts";

export interface DepthOracleInputs {
  canonical: readonly WorldBlock[];
  fromBlock: number;
  /** Everything up to here is final and judged. */
  toBlock: number;
  epochs: ReadonlyArray<{ seq: number; fromBlock: number; inputs: EpochInputs }>;
  /** By `list version`. */
  entries: ReadonlyMap<string, readonly AddressEntry[]>;
}

export interface ExpectedDepth {
  profiles: ReadonlyMap<Address, Profile>;
  exposures: readonly StoredExposure[];
  pairs: ReadonlyMap<Address, PairMemory>;
  graph: StoredParts;
  alerts: ExpectedAlert[];
  withheld: number;
}

/**
 * What rules with a memory must have found and remembered: one unbroken fold over the final chain by the product's own
 * function, a block at a time, wherever restarts, reorgs and checkpoints cut the lane's. What a rule says of a transfer is
 * the rules' own tests' to show.
 */
export function expectedDepth(inputs: DepthOracleInputs): ExpectedDepth {
  const profiles = new Map<Address, Profile>();
  const exposures = new Exposures();
  const pairs = new Map<Address, PairMemory>();
  const watch = new GraphWatch();
  const firings: Firing[] = [];
  let withheld = 0;
  const startTime = inputs.canonical[inputs.fromBlock]?.time ?? 0;
  const freezes = new FreezeBook();
  const byEpoch = new Map<number, OracleInputs>();
  for (const block of inputs.canonical.slice(inputs.fromBlock, inputs.toBlock + 1)) {
    const epoch = inputs.epochs.filter(({ fromBlock }) => fromBlock <= block.number).sort((a, b) => b.seq - a.seq)[0];
    if (epoch === undefined) throw new Error(`no epoch holds at block ${block.number}`);
    const given = byEpoch.get(epoch.seq) ?? depthInputs(inputs, epoch.inputs, startTime, freezes);
    byEpoch.set(epoch.seq, given);
    const { transfers, issuerEvents } = expectedLogs(block);
    freezes.add(issuerEvents.flatMap((event) => freezeOf(event, block.time)));
    const here = new Map([[block.number, block]]);
    const stage = new GraphStage(given.graph, watch, pairs);
    const outcome = foldAndJudge(given, here, transfers, profiles, new Inferences(), exposures, stage);
    firings.push(...outcome.firings);
    for (const { count } of outcome.withheld) withheld += count;
  }
  const graph = pairs.size === 0 ? new Map() : encodeChanges(watch.takeChanges()).upserts;
  const alerts = group(firings, inputs.canonical);
  return { profiles, exposures: exposures.changes(), pairs, graph, alerts, withheld };
}

function freezeOf({ kind, account, amount: _, ...event }: IssuerEvent, time: number): FreezeEvent[] {
  return (kind === "freeze" || kind === "unfreeze") && account !== undefined ? [{ ...event, kind, account, time }] : [];
}

interface OracleInputs extends DepthInputs {
  graph: GraphInputs;
}

function depthInputs(
  { entries }: DepthOracleInputs,
  inputs: EpochInputs,
  startTime: number,
  freezes: FreezeBook,
): OracleInputs {
  const listed = Object.entries(inputs.lists).flatMap(([list, listVersion]) =>
    (entries.get(`${list} ${listVersion}`) ?? []).map(
      (entry): ListedEntry => ({ ...entry, list, listVersion, entryId: entryId(entry) }),
    ),
  );
  const { armed, exposure, graph } = armHeuristics(inputs);
  if (graph === undefined) throw new Error("each epoch of the simulator seeks shapes");
  const rules = armed.flatMap(({ heuristic, params }) => (heuristic.stage === "graph" ? [{ heuristic, params }] : []));
  const heuristics = armed.filter((armed): armed is Armed<DepthHeuristic> => armed.heuristic.stage === "depth");
  const { id: list, version } = CONTEXT_LIST;
  const hasBorders = inputs.borders?.[list] === version;
  const isSupplied = inputs.enrichment?.[list] === version;
  return {
    chain: demo,
    matcher: buildMatcher(listed),
    rates: NO_RATES,
    borders: buildBorderTable(hasBorders ? BORDER_NOTES.map((note) => ({ ...note, list, listVersion: version })) : []),
    enrichmentOf: buildEnrichmentBook(isSupplied ? ENRICHMENT.map((row) => ({ ...row, source: list, version })) : [])(
      demo.family,
    ),
    heuristics,
    graph: { rules, params: graph },
    startTime,
    freezes,
    ...(exposure && { exposure }),
  };
}

/** One alert a rule and subject until its quiet gap passes without a finding, or of all that name one opening. */
function group(firings: readonly Firing[], canonical: readonly WorldBlock[]): ExpectedAlert[] {
  const alerts: ExpectedAlert[] = [];
  const latest = new Map<string, ExpectedAlert>();
  for (const { heuristic, subject, severity, gapS, transfer, reasons, opening } of firings) {
    const block = canonical[transfer.blockNumber];
    if (block === undefined) throw new Error(`a finding stands on block ${transfer.blockNumber}, which is not there`);
    const listings = reasons.flatMap(({ entry }) => (entry ? [`${entry.list} ${entry.listVersion}`] : [])).sort();
    const evidence = { block, transfer, severity, listings, isFinal: true };
    const key = `${heuristic} ${subject} ${opening?.txHash ?? ""} ${opening?.txOrdinal ?? ""}`;
    const open = latest.get(key);
    const last = open?.evidence.at(-1);
    if (open !== undefined && last !== undefined && (opening !== undefined || block.time - last.block.time <= gapS)) {
      open.evidence.push(evidence);
      open.severity = moreSevere(open.severity, severity);
    } else {
      const alert: ExpectedAlert = { heuristic, subject, severity, state: "final", evidence: [evidence] };
      latest.set(key, alert);
      alerts.push(alert);
    }
  }
  return alerts;
}
