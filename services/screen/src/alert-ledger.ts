import { type Alert, appendFindings, type Evidence, finalizeEvidence, retractEvidence } from "@redflag/domain/alert";
import { type AlertEvent, alertEvents, finalEvent } from "@redflag/domain/alert-event";
import type { Chain } from "@redflag/domain/chain";
import { cutEpisodes } from "@redflag/domain/episode";
import type { Finding } from "@redflag/domain/finding";
import type { Hash } from "@redflag/domain/hex";
import { placeAlerts } from "@redflag/store/alert-group-write";
import { listAlertsById, listLatestAlerts } from "@redflag/store/alert-read";
import {
  deleteEvidenceAbove,
  deleteEvidenceFrom,
  finalizeEvidenceUpTo,
  findRemainingEvidence,
  insertEvidence,
  upsertAlerts,
} from "@redflag/store/alert-write";
import type { Executor } from "@redflag/store/database";
import { insertEvents } from "@redflag/store/event-write";
import { payloadOf, type Rescreening } from "./event-payload.ts";
import { type AlertDifference, commonEvidence } from "./remade-alerts.ts";

/** What one step did to one alert. */
interface Change {
  /** As committed before the step; undefined for a new alert. */
  before: Alert | undefined;
  after: Alert;
  removed: Evidence[];
  added: Evidence[];
}

/**
 * The alerts of one chain within one transaction. Retractions and additions gather per alert, so that the step's events
 * tell its net effect: a payment that a reorg moved is told as moved.
 */
export class AlertLedger {
  readonly #tx: Executor;
  readonly #chain: Chain;
  readonly #rescreening: Rescreening | undefined;
  readonly #changes = new Map<Hash, Change>();
  readonly #finalEvents: AlertEvent[] = [];

  constructor(tx: Executor, chain: Chain, rescreening?: Rescreening) {
    this.#tx = tx;
    this.#chain = chain;
    this.#rescreening = rescreening;
  }

  /** Takes back every piece of evidence above the fork. */
  async retractAbove(forkBlock: number): Promise<void> {
    const removed = await deleteEvidenceAbove(this.#tx, this.#chain.id, forkBlock);
    const alerts = await listAlertsById(this.#tx, [...removed.keys()]);
    for (const [id, evidence] of removed) {
      const before = alerts.get(id);
      if (before === undefined) throw new Error(`Broken invariant: evidence of an alert that is not there: ${id}`);
      const after = retractEvidence(before, await findRemainingEvidence(this.#tx, id));
      this.#changes.set(id, { before, after, removed: evidence, added: [] });
    }
    // Written now, because the episodes that follow are cut against what the database says is latest.
    await upsertAlerts(
      this.#tx,
      this.#chain.id,
      [...this.#changes.values()].map((change) => change.after),
    );
  }

  /** Adds findings in ledger order to the episodes they continue or open. */
  async append(findings: readonly Finding[]): Promise<void> {
    if (findings.length === 0) return;
    const subjects = [...new Set(findings.map((finding) => finding.subject))];
    const latest = await listLatestAlerts(this.#tx, this.#chain.id, subjects);
    const episodes = cutEpisodes(this.#chain.caip2, findings, latest);
    // An episode that opens may carry the id of an alert that a reorg had withdrawn: then it is reinstated.
    const opened = episodes.filter((episode) => episode.continues === undefined).map((episode) => episode.id);
    const withdrawn = await listAlertsById(this.#tx, opened);
    for (const { id, continues, findings: own } of episodes) {
      const stored = continues ?? withdrawn.get(id);
      const change = this.#changes.get(id);
      const { alert, evidence } = appendFindings(id, change?.after ?? stored, own);
      this.#changes.set(id, {
        before: change === undefined ? stored : change.before,
        after: alert,
        removed: change?.removed ?? [],
        added: [...(change?.added ?? []), ...evidence],
      });
    }
  }

  /**
   * Makes a stored alert what the past gives when it is judged again: withdrawn where it gives none. Evidence that both
   * begin with stays, and stays final.
   */
  async replace({ id, stored, remade }: AlertDifference): Promise<void> {
    const old = stored?.evidence ?? [];
    const wanted = remade?.evidence ?? [];
    const kept = commonEvidence(old, wanted);
    await deleteEvidenceFrom(this.#tx, id, kept);
    const before = stored?.alert ?? (await listAlertsById(this.#tx, [id])).get(id);
    const content = remade?.alert ?? before;
    if (content === undefined) throw new Error(`Broken invariant: neither stored nor made again: ${id}`);
    const added = wanted.slice(kept);
    const isPending = added.length > 0 || old.slice(0, kept).some(({ isFinal }) => !isFinal);
    const standing = isPending ? "provisional" : "final";
    const after: Alert = {
      ...content,
      state: remade === undefined ? "withdrawn" : standing,
      stateSeq: before === undefined ? 0 : before.stateSeq + 1,
    };
    this.#changes.set(id, { before, after, removed: old.slice(kept), added });
  }

  /** Makes evidence up to this block final. A step of its own: never together with retractions or additions. */
  async finalizeUpTo(block: number): Promise<void> {
    const made = await finalizeEvidenceUpTo(this.#tx, this.#chain.id, block);
    const alerts = await listAlertsById(this.#tx, [...made.keys()]);
    for (const [id, { made: evidence, pendingCount }] of made) {
      const before = alerts.get(id);
      if (before === undefined) throw new Error(`Broken invariant: evidence of an alert that is not there: ${id}`);
      const after = finalizeEvidence(before, pendingCount);
      this.#changes.set(id, { before, after, removed: [], added: [] });
      this.#finalEvents.push(finalEvent(after, evidence));
    }
  }

  /** Writes alerts, evidence and events. Returns the number of events. */
  async write(): Promise<number> {
    const changes = [...this.#changes.entries()];
    await upsertAlerts(
      this.#tx,
      this.#chain.id,
      changes.map(([, change]) => change.after),
    );
    await insertEvidence(
      this.#tx,
      this.#chain.id,
      changes.flatMap(([alertId, { added }]) => added.map((evidence) => ({ alertId, evidence }))),
    );
    await placeAlerts(
      this.#tx,
      this.#chain.id,
      changes.map(([, { after, removed, added }]) => ({ alert: after, added, isShrunk: removed.length > 0 })),
    );
    const events = changes.flatMap(([, { before, after, removed, added }]) =>
      alertEvents(before, after, removed, added),
    );
    const all = [...events, ...this.#finalEvents];
    await insertEvents(
      this.#tx,
      all.map((event) => ({ event, payload: payloadOf(this.#chain, event, this.#rescreening) })),
    );
    return all.length;
  }
}

/** Makes all evidence up to this block final, tells it, and returns the number of events. A step of its own. */
export async function finalizeAlerts(tx: Executor, chain: Chain, block: number): Promise<number> {
  const alerts = new AlertLedger(tx, chain);
  await alerts.finalizeUpTo(block);
  return alerts.write();
}
