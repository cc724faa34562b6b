import { randomUUID } from "node:crypto";
import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { AddressEntry } from "@redflag/domain/entry";
import { InputCache } from "@redflag/screen/input-cache";
import { rescreenLane } from "@redflag/screen/rescreen-lane";
import { sampleLane as chain, type SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { type Database, openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { replaceBranch } from "@redflag/store/ledger-replace";
import { writeRange } from "@redflag/store/ledger-write";
import { releaseStep } from "@redflag/store/release";
import { listReleasedEvents } from "@redflag/store/released-event";
import { insertSubscriber } from "@redflag/store/subscriber";
import { upsertTip } from "@redflag/store/tip";
import { importListVersion } from "@redflag/store/watchlist";
import { afterAll } from "vitest";
import { createTestDatabaseUrl, LIST_TABLES, urlOf } from "../test-database.ts";

export interface Told {
  position: number;
  eventId: string;
  payload: AlertEventPayload;
}

/** An installation with one lane, whose events are released as the API's own login does it. */
export class ScreenedSide {
  readonly db: Database;
  readonly staff: Database;
  readonly url: string;
  #inputs = new InputCache();

  constructor(url: string, db: Database, staff: Database) {
    this.url = url;
    this.db = db;
    this.staff = staff;
  }

  static async open(): Promise<ScreenedSide> {
    const url = await createTestDatabaseUrl();
    const options = { applicationName: "test", poolMax: 4 };
    const db = await openDatabase({ ...options, url });
    const staff = await openDatabase({ ...options, url: urlOf("redflag_api", url) });
    afterAll(() => Promise.all([db.close(), staff.close()]));
    return new ScreenedSide(url, db, staff);
  }

  /** As if it were new. */
  async empty(): Promise<void> {
    await this.db.pool.query(
      `truncate tip, block, transfer, issuer_event, freeze_event, bridge_event, refused_log, coverage, rewind, disagreement, lane,
         epoch, alert, evidence, event, succeeds, profile, graph_state, withheld, screening_gap, feed, feed_pending, told_alert,
         told_pending, released_event, subscriber, ${LIST_TABLES} cascade`,
    );
    await insertLane(this.db.kysely, chain.id, 1);
    this.#inputs = new InputCache();
  }

  async subscribe(name: string): Promise<string> {
    return (await insertSubscriber(this.db.kysely, { id: randomUUID(), name })).id;
  }

  async import(id: string, entries: readonly AddressEntry[]): Promise<void> {
    await importListVersion(this.db, { list: { id, title: id, authority: "Authority" }, entries, source: "a file" });
  }

  async screen(sample: SampleChain, from: number): Promise<void> {
    if (from <= sample.head) await writeRange(this.db, chain, sample.range(from));
    await this.#screen();
  }

  async reorg(sample: SampleChain, fork: number): Promise<void> {
    await replaceBranch(this.db, chain, { forkBlock: sample.blockAt(fork), cause: "reorg", ...sample.range(fork + 1) });
    await this.#screen();
  }

  async finalize(sample: SampleChain): Promise<void> {
    await upsertTip(this.db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
    await this.#screen();
  }

  async rescreen(): Promise<void> {
    await rescreenLane(this.db, this.#inputs, chain, {});
  }

  async release(countMax?: number): Promise<void> {
    while (await releaseStep(this.staff, countMax));
  }

  async listTold(subscriberId: string): Promise<Told[]> {
    const events = await listReleasedEvents(this.staff.kysely, { subscriberId, limit: 1_000 });
    return events.map(({ position, eventId, payload }) => ({
      position,
      eventId,
      payload: AlertEventPayload.parse(payload),
    }));
  }

  #screen() {
    return screenLane({ db: this.db, inputs: this.#inputs, policyOf: () => "proof" }, chain);
  }
}
