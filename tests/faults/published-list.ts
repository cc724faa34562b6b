import { setTimeout as sleep } from "node:timers/promises";
import { type Publisher, startPublisher } from "@redflag/refresh/testing/publisher";
import type { Database } from "@redflag/store/database";
import { upsertListSource } from "@redflag/store/list-source";
import { inTransaction } from "@redflag/store/transaction";
import { upsertListLocked } from "@redflag/store/watchlist";

export const PUBLISHED_LIST = "published";

/** Between two entries that come. */
const PAUSE_MS = 3_000;
const DAY_S = 86_400;
/** Above what this world pays with. */
const FIRST = 0xabc0_0000;

const DEFAULTS = {
  category: "sanctions",
  severity: "HIGH",
  authority: "Publisher",
  confidence: 100,
  sharing: "TLP:RED",
} as const;

/** A list to which its publisher adds an entry every few seconds, and which is due at once. Nobody pays those on it. */
export class PublishedList {
  readonly host: string;
  /** All that is published now. */
  readonly addresses: string[] = [];
  readonly #db: Database;
  readonly #publisher: Publisher;
  #isOver = true;
  #running: Promise<void> = Promise.resolve();

  private constructor(db: Database, publisher: Publisher) {
    this.#db = db;
    this.#publisher = publisher;
    this.host = publisher.host;
  }

  static async open(db: Database, address?: string): Promise<PublishedList> {
    const publisher = await startPublisher(address);
    await inTransaction(db, async (tx) => {
      await upsertListLocked(tx, { id: PUBLISHED_LIST, title: "A list that is published", authority: "Publisher" });
      await upsertListSource(tx, PUBLISHED_LIST, {
        format: "csv",
        urls: { "entries.csv": `${publisher.url}/${PUBLISHED_LIST}` },
        defaults: DEFAULTS,
        everySeconds: DAY_S,
        bytesMax: 1_000_000,
      });
    });
    return new PublishedList(db, publisher);
  }

  start(): void {
    this.#isOver = false;
    this.#running = this.#keepPublishing();
  }

  /** Nothing more is published once this resolves. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  /** Those who are listed by what was fetched, each as often as it is there. */
  async listHeld(): Promise<string[]> {
    const { rows } = await this.#db.pool.query<{ address: string }>(
      "select '0x' || encode(address, 'hex') as address from list_entry where list_id = $1 and ended_seq is null",
      [PUBLISHED_LIST],
    );
    return rows.map(({ address }) => address);
  }

  /** Whether all that is published was fetched; what failed before is due again. */
  async isHeld(): Promise<boolean> {
    await this.#makeDue();
    return (await this.listHeld()).length >= this.addresses.length;
  }

  close(): void {
    this.#publisher.close();
  }

  async #keepPublishing(): Promise<void> {
    while (!this.#isOver) {
      this.addresses.push(`0x${(FIRST + this.addresses.length).toString(16).padStart(40, "0")}`);
      this.#publisher.publish({ [PUBLISHED_LIST]: ["address", ...this.addresses, ""].join("\n") });
      // The database may be away just now.
      await this.#makeDue().catch(() => undefined);
      await sleep(PAUSE_MS);
    }
  }

  async #makeDue(): Promise<void> {
    await this.#db.pool.query("update list_source set next_attempt_at = now() where list_id = $1", [PUBLISHED_LIST]);
  }
}
