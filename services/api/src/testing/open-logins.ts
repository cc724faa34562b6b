import { type Database, openDatabase } from "@redflag/store/database";
import { afterAll } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../../tests/test-database.ts";

/** A database of the test file's own as its owner sees it, and as the API logs in to it. */
export async function openLogins(): Promise<{ db: Database; staff: Database; exchange: Database }> {
  const url = await createTestDatabaseUrl();
  const options = { applicationName: "test", poolMax: 8 };
  const [db, staff, exchange] = await Promise.all([
    openDatabase({ ...options, url }),
    openDatabase({ ...options, url: urlOf("redflag_api", url) }),
    openDatabase({ ...options, url: urlOf("redflag_exchange", url) }),
  ]);
  afterAll(() => Promise.all([db.close(), staff.close(), exchange.close()]));
  return { db, staff, exchange };
}
