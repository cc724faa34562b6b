import {
  type Alert,
  alertContent,
  alertOfEvidence,
  appendFindings,
  type Evidence,
  evidenceContent,
} from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { canonicalText } from "@redflag/domain/content-hash";
import { CROSS_CHAIN_RULES } from "@redflag/domain/cross-chain/cross-chain-rules";
import { cutEpisodes, episodeKey } from "@redflag/domain/episode";
import type { Finding } from "@redflag/domain/finding";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import type { Hash } from "@redflag/domain/hex";
import { LOOKBACK_RULES } from "@redflag/domain/lookback";
import { type AlertFilter, type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import type { Executor } from "@redflag/store/database";
import { holdAgainstFiling, listFiled, listStandingByFiling } from "@redflag/store/filed-alert";
import type { KeptPast } from "./kept-past.ts";

export interface RemadeAlert {
  /** State and its sequence are history, and mean nothing here. */
  alert: Alert;
  /** How many pieces of evidence, from the first, could not be made again and stand as they are stored. */
  keptCount: number;
  /** All of it once it is compared, kept ones included. */
  evidence: Evidence[];
}

/** An alert that is not stored as it was made again. */
export interface AlertDifference {
  id: Hash;
  /** Absent where none stands under this id, or only a withdrawn one. */
  stored?: StoredAlert;
  /** Absent where the past does not give it. */
  remade?: RemadeAlert;
  /** It stands in a filed report: where the past does not give it, it is annotated and stays. */
  isFiled?: true;
}

export interface Comparison {
  /** Of those made again, how many are stored with exactly this content. */
  identical: number;
  /** Stored ones first, in their stable order. */
  differences: AlertDifference[];
  /** Filed ones that stood by their filing alone, and are made again exactly as they are. */
  foundAgain: AlertDifference[];
  /** Filed ones that the past does not give: they stand by their filing alone. */
  annotated: Hash[];
}

/** The alerts that the past gives when it is judged again. Grows with what they stand on. */
export class RemadeAlerts {
  readonly #chain: Chain;
  /** Which stored alerts are held against those made again. */
  readonly #standing: AlertFilter;
  readonly #alerts = new Map<Hash, RemadeAlert>();
  /** By `episodeKey`. */
  readonly #latest = new Map<string, Alert>();

  private constructor(chain: Chain, standing: AlertFilter) {
    this.#chain = chain;
    this.#standing = standing;
  }

  /** Of the stage over all lanes, which keeps copies of all that it judges. */
  static acrossChains(chain: Chain): RemadeAlerts {
    return new RemadeAlerts(chain, { chainId: chain.id, withdrawn: false, only: CROSS_CHAIN_RULES });
  }

  /** Begins with what the alerts themselves have kept of a past that the ledger has not. */
  static async atCut(
    db: Executor,
    chain: Chain,
    { firstBlock, unsupportedUpTo, cut }: KeptPast,
  ): Promise<RemadeAlerts> {
    const remade = new RemadeAlerts(chain, saidByLane(chain));
    if (cut === undefined) return remade;
    for await (const { alert: stored, evidence } of streamAlerts(db, { ...remade.#standing, besidesFiled: true })) {
      const keptUpTo = hasMemory(stored.heuristic) ? unsupportedUpTo : firstBlock - 1;
      const kept = evidence.filter(({ block }) => block.number <= keptUpTo);
      if (kept.length === 0) continue;
      const alert = alertOfEvidence(stored, kept);
      remade.#alerts.set(alert.id, { alert, keptCount: kept.length, evidence: [] });
      // Episodes of one rule and subject follow each other, and so they are read.
      remade.#latest.set(episodeKey(alert), alert);
    }
    return remade;
  }

  get size(): number {
    return this.#alerts.size;
  }

  /** Findings of each rule come in ledger order. */
  add(findings: readonly Finding[]): void {
    for (const episode of cutEpisodes(this.#chain.caip2, findings, this.#latest)) {
      const so = this.#alerts.get(episode.id);
      const { alert, evidence } = appendFindings(episode.id, so?.alert, episode.findings);
      const all = so ?? { alert, keptCount: 0, evidence: [] };
      all.alert = alert;
      // Not spread into one call or into a new array: a listed address that many pay has evidence without bound.
      for (const row of evidence) all.evidence.push(row);
      this.#alerts.set(episode.id, all);
      this.#latest.set(episodeKey(alert), alert);
    }
  }

  /** Holds them against the stored alerts that are not withdrawn. Of those that differ none is filed before the transaction ends. */
  async compare(tx: Executor): Promise<Comparison> {
    const missing = new Map(this.#alerts);
    const differences: AlertDifference[] = [];
    let identical = 0;
    const byFiling = new Set(await listStandingByFiling(tx, this.#chain.id));
    const [annotated, foundAgain]: [Hash[], AlertDifference[]] = [[], []];
    for await (const stored of streamAlerts(tx, this.#standing)) {
      const { id } = stored.alert;
      const made = missing.get(id);
      missing.delete(id);
      const remade = made && { ...made, evidence: [...stored.evidence.slice(0, made.keptCount), ...made.evidence] };
      if (remade === undefined && byFiling.has(id)) annotated.push(id);
      else if (remade === undefined || contentOf(stored) !== contentOf(remade)) {
        differences.push({ id, stored, ...(remade !== undefined && { remade }) });
      } else {
        identical++;
        if (byFiling.has(id)) foundAgain.push({ id, stored, remade });
      }
    }
    const differing = differences.map(({ id }) => id);
    await holdAgainstFiling(tx, differing);
    const filed = await listFiled(tx, differing);
    for (const difference of differences) {
      if (!filed.has(difference.id)) continue;
      difference.isFiled = true;
      if (difference.remade === undefined) annotated.push(difference.id);
    }
    for (const [id, remade] of missing) differences.push({ id, remade });
    return { identical, differences, foundAgain, annotated };
  }
}

/**
 * What the lane itself said. A lookback's alerts follow from no block that is judged again, and stay as they are; those across
 * chains are made again by their own stage.
 */
function saidByLane({ id }: Chain): AlertFilter {
  return { chainId: id, withdrawn: false, besides: [...LOOKBACK_RULES, ...CROSS_CHAIN_RULES] };
}

function hasMemory(id: string): boolean {
  return HEURISTICS.some((heuristic) => heuristic.id === id && heuristic.stage !== "head");
}

/** The bytes that a rebuild must reproduce. */
function contentOf({ alert, evidence }: Pick<RemadeAlert, "alert" | "evidence">): string {
  return canonicalText([alertContent(alert), ...evidence.map(rowContent)]);
}

function rowContent(row: Evidence) {
  return [evidenceContent(row), row.revision];
}

/** How many pieces of evidence the two begin with in common. */
export function commonEvidence(one: readonly Evidence[], other: readonly Evidence[]): number {
  const end = one.findIndex((row, i) => {
    const counterpart = other[i];
    return counterpart === undefined || canonicalText(rowContent(row)) !== canonicalText(rowContent(counterpart));
  });
  return end === -1 ? one.length : end;
}
