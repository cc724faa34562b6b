import { randomUUID } from "node:crypto";
import { type ConditionNews, followConditions } from "@redflag/domain/condition-news";
import { findConditions } from "@redflag/domain/find-conditions";
import {
  beginLook,
  deleteOldConditions,
  insertNotice,
  listOpenConditions,
  type NoticeWay,
  writeLook,
} from "@redflag/store/condition";
import type { Database } from "@redflag/store/database";
import { readStanding } from "@redflag/store/standing";
import { inTransaction } from "@redflag/store/transaction";

const EVERY_MS = 55_000;
const KEPT_MS = 90 * 86_400_000;

/**
 * Looks at everything that a condition is found in, unless somebody did so within the minute, and writes down what has changed
 * together with the notice of it: what is told once is never told again, by whatever process, and nothing that is written is not told.
 * @returns what is news; undefined where it was not this process's turn
 */
export function lookAtConditions(
  db: Database,
  { ways, now }: { ways: readonly NoticeWay[]; now: Date },
): Promise<ConditionNews[] | undefined> {
  return inTransaction(db, async (tx) => {
    if (!(await beginLook(tx, now, EVERY_MS))) return undefined;
    const found = findConditions(await readStanding(tx, now));
    const outcome = followConditions(await listOpenConditions(tx), found, now);
    await writeLook(tx, outcome, now);
    const { news } = outcome;
    if (news.length > 0 && ways.length > 0) await insertNotice(tx, { id: randomUUID(), news, ways, now });
    await deleteOldConditions(tx, new Date(now.getTime() - KEPT_MS));
    return news;
  });
}
