import { type Alert, appendFindings, type Evidence, finalizeEvidence, retractEvidence } from "@redflag/domain/alert";
import { annotationDue } from "@redflag/domain/alert-annotation";
import { type AlertEvent, alertEvents, finalEvent } from "@redflag/domain/alert-event";
import type { Chain } from "@redflag/domain/chain";
import { cutEpisodes } from "@redflag/domain/episode";
import type { Finding } from "@redflag/domain/finding";
import type { Hash } from "@redflag/domain/hex";
import type { Said } from "@redflag/runtime/tracing/step";
import { placeAlerts } from "@redflag/store/alert-group-write";
import { listAlertsById, listLatestAlerts } from "@redflag/store/alert-read";
import {
  deleteEvidenceAbove,
  deleteEvidenceFrom,
  finalizeEvidenceOf,
  finalizeEvidenceUpTo,
  findRemainingEvidence,
  insertEvidence,
  upsertAlerts,
} from "@redflag/store/alert-write";
import type { Executor } from "@redflag/store/database";
import { insertEvents } from "@redflag/store/event-write";
import { insertAnnotation, listFiled, listUprooted } from "@redflag/store/filed-alert";
import { findLane } from "@redflag/store/lane";
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
  /** Filed alerts that this step would withdraw: they stay as they are. */
  readonly #notGiven = new Set<Hash>();
  #said: readonly AlertEvent[] = [];
  /** Those that stood by their filing alone, and are what the past gives. */
  readonly #givenAgain = new Set<Hash>();

  constructor(tx: Executor, chain: Chain, rescreening?: Rescreening) {
    this.#tx = tx;
    this.#chain = chain;
    this.#rescreening = rescreening;
  }

  /** Takes back every piece of evidence above the fork, but for what a filed alert would have nothing to stand on without. */
  async retractAbove(forkBlock: number): Promise<void> {
    const uprooted = await listUprooted(this.#tx, this.#chain.id, forkBlock);
    const removed = await deleteEvidenceAbove(this.#tx, this.#chain.id, forkBlock, uprooted.keys());
    for (const [id, kept] of uprooted) {
      this.#notGiven.add(id);
      removed.set(id, await deleteEvidenceFrom(this.#tx, id, kept));
    }
    await finalizeEvidenceOf(this.#tx, uprooted.keys());
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
    const latest = await listLatestAlerts(this.#tx, this.#chain.id, subjects, this.#notGiven);
    const episodes = cutEpisodes(this.#chain.caip2, findings, latest);
    // An episode that opens may carry the id of an alert that a reorg had withdrawn: then it is reinstated.
    const opened = episodes.filter((episode) => episode.continues === undefined).map((episode) => episode.id);
    const reinstated = await listAlertsById(this.#tx, opened);
    await this.#giveAgain([...reinstated.values()].filter(({ state }) => state !== "withdrawn"));
    for (const { id, continues, findings: own } of episodes) {
      const stored = continues ?? reinstated.get(id);
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

  /** Of alerts that stood by their filing alone, and that open again: what is found now takes the place of what stood. */
  async #giveAgain(standing: readonly Alert[]): Promise<void> {
    const filed = await listFiled(
      this.#tx,
      standing.map(({ id }) => id),
    );
    const again = standing.filter(({ id }) => this.#notGiven.has(id) || filed.get(id)?.annotated === "not_found_again");
    for (const alert of again) {
      const evidence = await deleteEvidenceFrom(this.#tx, alert.id, 0);
      this.#notGiven.delete(alert.id);
      this.#givenAgain.add(alert.id);
      const { before = alert, removed = [] } = this.#changes.get(alert.id) ?? {};
      // For the moment: what was found opens it anew.
      const after: Alert = { ...alert, state: "withdrawn" };
      this.#changes.set(alert.id, { before, after, removed: [...evidence, ...removed], added: [] });
    }
  }

  /**
   * Makes a stored alert what the past gives when it is judged again: withdrawn where it gives none, unless it was filed.
   * Evidence that both begin with stays, and stays final.
   */
  async replace({ id, stored, remade, isFiled }: AlertDifference): Promise<void> {
    if (remade === undefined && isFiled === true) {
      this.#notGiven.add(id);
      return;
    }
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

  /** Filed alerts that stood by their filing alone are what the past gives, exactly so. */
  giveAgainAsTheyAre(same: readonly AlertDifference[]): void {
    for (const { id } of same) this.#givenAgain.add(id);
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

  /** Writes alerts, evidence, annotations and events. Returns the number of events. */
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
    await this.#annotate();
    await placeAlerts(
      this.#tx,
      this.#chain.id,
      changes.map(([, { after, removed, added }]) => ({ alert: after, added, isShrunk: removed.length > 0 })),
    );
    const events = changes.flatMap(([, { before, after, removed, added }]) =>
      alertEvents(before, after, removed, added),
    );
    const all = [...events, ...this.#finalEvents];
    this.#said = all;
    await insertEvents(
      this.#tx,
      all.map((event) => ({ event, payload: payloadOf(this.#chain, event, this.#rescreening) })),
    );
    return all.length;
  }

  /** What `write` has written, each of the last block that it is about. */
  get said(): Said[] {
    return this.#said.map(({ id: event, alert, changes }) => ({
      block: changes.reduce((last, { evidence }) => Math.max(last, evidence.transfer.blockNumber), 0),
      facts: { alert: alert.id, event, audience: "staff" },
    }));
  }

  /** Of filed alerts that this step changed, or left as they are though the past does not give them. */
  async #annotate(): Promise<void> {
    const changed = [...this.#changes].flatMap(([id, { removed }]) => (removed.length > 0 ? [id] : []));
    const filed = await listFiled(this.#tx, [...new Set([...changed, ...this.#notGiven, ...this.#givenAgain])]);
    if (filed.size === 0) return;
    const generation = this.#rescreening?.generation ?? (await findLane(this.#tx, this.#chain.id))?.generation;
    if (generation === undefined) throw new Error("Broken invariant: alerts of a chain without a lane");
    const alerts = await listAlertsById(this.#tx, [...filed.keys()]);
    for (const [id, { revisions, standing, annotated }] of filed) {
      const { removed = [], added = [] } = this.#changes.get(id) ?? {};
      const [gone, come] = [removed, added].map((rows) => new Set(rows.map(({ revision }) => revision)));
      const revision = this.#notGiven.has(id) ? undefined : alerts.get(id)?.revision;
      const due = annotationDue(annotated, {
        ...(revision !== undefined && { revision }),
        standing,
        lost: revisions.filter((filed) => gone?.has(filed) === true && !standing.includes(filed)),
        gained: standing.filter((filed) => come?.has(filed) === true && gone?.has(filed) === false),
        filed: revisions,
        succeededBy: this.#rescreening?.successors.get(id) ?? [],
      });
      if (due !== undefined) await insertAnnotation(this.#tx, id, generation, due);
    }
  }
}

/** Makes all evidence up to this block final, tells it, and returns the events. A step of its own. */
export async function finalizeAlerts(tx: Executor, chain: Chain, block: number): Promise<Said[]> {
  const alerts = new AlertLedger(tx, chain);
  await alerts.finalizeUpTo(block);
  await alerts.write();
  return alerts.said;
}
