import type { AuditContent } from "@redflag/domain/audit";
import { listAuditCheckpoints, listWaitingAuditCheckpoints } from "@redflag/store/audit-checkpoint";
import { findLastAudit, streamAudit } from "@redflag/store/audit-read";
import type { Executor } from "@redflag/store/database";
import { isForbidden } from "@redflag/store/database-error";
import { countOf, grouped } from "../count-text.ts";
import type { Check } from "./check.ts";

/** The API signs daily: after so long nobody does. */
const UNSIGNED_MS_MAX = 2 * 86_400_000;
const WAITING_MAX = 100;

/** How far the audit is signed, and whether its checkpoints have left this host. Nothing is verified: that reads all of it. */
export async function checkAudit(db: Executor, now = new Date()): Promise<Check[]> {
  try {
    return await check(db, now);
  } catch (error) {
    // In ingest's container, whose login is kept from it.
    if (isForbidden(error)) return [];
    throw error;
  }
}

async function check(db: Executor, now: Date): Promise<Check[]> {
  const last = await findLastAudit(db);
  if (last === undefined) return [];
  const [signed] = await listAuditCheckpoints(db, { limit: 1 });
  const waiting = await listWaitingAuditCheckpoints(db, WAITING_MAX);
  const unsignedSince = last.seq > (signed?.seq ?? 0) ? (signed?.at ?? (await firstTime(db))) : undefined;
  const waitingSince = waiting.map(({ at }) => at).sort()[0];
  const facts = {
    ...{ entries: last.seq, signedTo: signed?.seq ?? 0, signedAt: signed?.at, waiting: waiting.length },
    ...{ unsignedSince, waitingSince },
  };
  const upTo = signed === undefined ? "none of them signed" : `signed up to ${grouped(signed.seq)} at ${signed.at}`;
  const left = waiting.length === 0 ? "" : `; waiting to leave this host: ${countOf(waiting.length, "checkpoint")}`;
  const text = `${countOf(last.seq, "entry", "entries")}, ${upTo}${left}`;
  const isLate = unsignedSince !== undefined && now.getTime() - Date.parse(unsignedSince) > UNSIGNED_MS_MAX;
  if (!isLate && waiting.length === 0) return [{ name: "audit", status: "ok", text, facts }];
  const hint = isLate
    ? "The API signs daily, where it has a key (docs/guides/audit.md); `redflag audit checkpoint` signs now."
    : "The API delivers them (docs/guides/audit.md); until then whoever owns the database could change what they fix.";
  return [{ name: "audit", status: "note", text, hint, facts }];
}

/** Where nobody has signed yet, the first entry's age counts: a new installation has its first day, too. */
async function firstTime(db: Executor): Promise<string | undefined> {
  for await (const { content } of streamAudit(db, 1)) return (JSON.parse(content) as AuditContent).at;
  return undefined;
}
