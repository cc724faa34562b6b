import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EntryDefaults } from "@redflag/lists/entry-row";
import { createLogger } from "@redflag/runtime/logger";
import { type Database, openDatabase } from "@redflag/store/database";
import {
  findListSource,
  type ListSource,
  type ListSourceDefinition,
  upsertListSource,
} from "@redflag/store/list-source";
import { inTransaction } from "@redflag/store/transaction";
import { type ListImport, listListVersions, upsertListLocked } from "@redflag/store/watchlist";
import { afterAll } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../../tests/test-database.ts";
import type { RefreshServiceDeps } from "../run-refresh.ts";
import { type Publisher, startPublisher } from "./publisher.ts";

const DEFAULTS: EntryDefaults = {
  category: "sanctions",
  severity: "HIGH",
  authority: "Publisher",
  confidence: 100,
  sharing: "TLP:CLEAR",
};

/** A publisher, a database that is fetched into by the service's own login, and its owner who looks on. */
export interface RefreshWorld {
  owner: Database;
  url: string;
  dataDir: string;
  publisher: Publisher;
  deps: RefreshServiceDeps;
  /** Gives a list a source on the publisher. */
  addSource(listId: string, source?: Partial<ListSourceDefinition>, list?: Partial<ListImport["list"]>): Promise<void>;
  getSource(listId: string): Promise<ListSource>;
  makeDue(listId: string): Promise<void>;
  /** The list's current version; undefined while it has none. */
  versionOf(listId: string): Promise<number | undefined>;
  /** Bodies that lie in the data directory. */
  countBodies(): Promise<number>;
}

export async function openRefreshWorld(): Promise<RefreshWorld> {
  const url = await createTestDatabaseUrl();
  const owner = await openDatabase({ url, applicationName: "test owner", poolMax: 4 });
  const db = await openDatabase({ url: urlOf("redflag_refresh", url), applicationName: "test refresh" });
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-refresh-"));
  const publisher = await startPublisher();
  afterAll(async () => {
    publisher.close();
    await Promise.all([owner.close(), db.close()]);
    await rm(dataDir, { recursive: true });
  });
  const policy = { privateHosts: [publisher.host] };
  const logger = createLogger({ service: "test", level: "silent" });
  return {
    owner,
    url,
    dataDir,
    publisher,
    deps: { db, logger, dataDir, policy, signal: new AbortController().signal, random: () => 0.5 },
    async addSource(listId, source = {}, list = {}) {
      await inTransaction(owner, async (tx) => {
        await upsertListLocked(tx, { id: listId, title: "A list", authority: "Publisher", ...list });
        const urls = { "entries.csv": `${publisher.url}/${listId}?key=hunter22` };
        const definition = { format: "csv", urls, defaults: { ...DEFAULTS }, everySeconds: 86_400, bytesMax: 100_000 };
        await upsertListSource(tx, listId, { ...definition, ...source });
      });
    },
    async getSource(listId) {
      const source = await findListSource(owner.kysely, listId);
      if (source === undefined) throw new Error(`${listId} has no source`);
      return source;
    },
    async makeDue(listId) {
      await owner.pool.query("update list_source set next_attempt_at = now() where list_id = $1", [listId]);
    },
    versionOf: async (listId) => (await listListVersions(owner.kysely))[listId],
    async countBodies() {
      return (await readdir(join(dataDir, "refresh")).catch(() => [])).length;
    },
  };
}

/** An entries.csv of so many addresses, from one number on. */
export function csvOf(count: number, from = 1): string {
  const rows = Array.from({ length: count }, (_, i) => `0x${(0xabc0_0000 + from + i).toString(16).padStart(40, "0")}`);
  return `address\n${rows.join("\n")}\n`;
}
