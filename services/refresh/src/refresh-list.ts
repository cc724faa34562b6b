import { createReadStream } from "node:fs";
import { Problem } from "@redflag/domain/problem";
import { collectImport } from "@redflag/lists/collect-import";
import type { EntryDefaults } from "@redflag/lists/entry-row";
import type { ImportAccount } from "@redflag/lists/import-account";
import { getImporter } from "@redflag/lists/importer-registry";
import { retryAfterSecondsOf } from "@redflag/runtime/retry-after";
import { tryAdvisoryLock } from "@redflag/store/advisory-lock";
import type { Database, Executor } from "@redflag/store/database";
import { type ListChanger, recordListDeed } from "@redflag/store/list-audit";
import { gateProblem } from "@redflag/store/list-gate";
import {
  findListSource,
  findListSourceLocked,
  type ListSource,
  updateSourceAttempted,
  updateSourceFailed,
  updateSourceSucceeded,
} from "@redflag/store/list-source";
import { inTransaction, keepingIdle } from "@redflag/store/transaction";
import { type ImportedVersion, importListVersionWithin, type ListImport } from "@redflag/store/watchlist";
import { type FetchDeps, type FetchedList, fetchParts } from "./fetch-parts.ts";
import { secondsAfterFailure, secondsAfterStart, secondsAfterSuccess } from "./next-attempt.ts";

export interface RefreshDeps extends FetchDeps {
  db: Database;
  /** From 0 up to, and without, 1. */
  random?: () => number;
}

export type RefreshOutcome =
  /** The publisher has what is held, by its own word or by the checksum of what it sent. */
  | { kind: "unchanged" }
  | { kind: "read"; version: ImportedVersion; account: ImportAccount }
  /** The version before stays live. */
  | { kind: "failed"; problem: Problem }
  /** Another process is at it, its time has not come, or it was given another source meanwhile. */
  | { kind: "left" };

const BY_SCHEDULE = {
  actor: { kind: "system", id: "refresh", name: "refresh" },
  action: "list.refresh",
} as const;

/**
 * One round of one list, by one process at a time: asks the publisher, and makes what it has the list's content. What is
 * wrong with the publisher, its file or the list's gates is told by the outcome and kept in the list's row.
 * What changes the list is in the audit.
 * @param askedBy somebody wants it now: its time need not have come, and what the publisher says has not changed is read all the same
 * @throws Problem of the database
 */
export async function refreshList(
  deps: RefreshDeps,
  listId: string,
  { askedBy }: { askedBy?: ListChanger } = {},
): Promise<RefreshOutcome> {
  const isAsked = askedBy !== undefined;
  const { db, random = Math.random } = deps;
  let begun: ListSource | undefined;
  const fail = async (executor: Executor, problem: Problem, source: ListSource): Promise<RefreshOutcome> => {
    const { everySeconds, failureCount } = source;
    // A gate does not open by itself: it is looked at again in its own time.
    const nextSeconds =
      problem.code === "list_gate_failed"
        ? secondsAfterSuccess(everySeconds, random())
        : secondsAfterFailure(failureCount + 1, everySeconds, random(), retryAfterSecondsOf(problem));
    await updateSourceFailed(executor, listId, { nextSeconds, code: problem.code, detail: problem.detail });
    return { kind: "failed", problem };
  };
  try {
    // Its lock is the claim, and what it writes is written only if the lock was held all the time.
    return await inTransaction(db, async (tx) => {
      if (!(await tryAdvisoryLock(tx, `list-source:${listId}`))) return { kind: "left" };
      const source = await findListSource(tx, listId);
      if (source === undefined || !(isAsked || source.isDue)) return { kind: "left" };
      begun = source;
      await keepingIdle(tx);
      // Beside the transaction: it counts although this process may not come back.
      await updateSourceAttempted(db.kysely, listId, secondsAfterStart(source.everySeconds));
      const { parts } = getImporter(source.format);
      const succeed = (validators: ListSource["validators"], bodySha256?: Buffer) =>
        updateSourceSucceeded(tx, listId, {
          nextSeconds: secondsAfterSuccess(source.everySeconds, random()),
          validators: validators ?? {},
          ...(bodySha256 !== undefined && { bodySha256 }),
        });
      const outcome = await fetchParts(deps, source, parts, !isAsked, async (fetched): Promise<RefreshOutcome> => {
        const { sha256, validators } = fetched;
        if (!isAsked && source.bodySha256?.equals(sha256)) {
          if (!(await isStill(tx, source))) return { kind: "left" };
          await succeed(validators);
          return { kind: "unchanged" };
        }
        const { listImport, account } = await readFetched(source, fetched);
        if (!(await isStill(tx, source))) return { kind: "left" };
        const outcome = await importListVersionWithin(tx, listImport);
        const { version, heldBack } = outcome;
        const told = heldBack && (await fail(tx, gateProblem(listId, heldBack.failures), source));
        if (told === undefined) await succeed(validators, sha256);
        await recordListDeed(tx, listId, { ...listImport, outcome }, askedBy ?? { ...BY_SCHEDULE, at: new Date() });
        return told ?? { kind: "read", version, account };
      });
      if (outcome !== undefined) return outcome;
      if (!(await isStill(tx, source))) return { kind: "left" };
      await succeed(source.validators);
      return { kind: "unchanged" };
    });
  } catch (error) {
    if (begun === undefined || !isPublishers(error)) throw error;
    return fail(db.kysely, error, begun);
  }
}

/** What would come of a round, without an attempt being noted: the list as an import takes it, of what is published now. */
export async function readPublished(deps: FetchDeps, source: ListSource) {
  const { parts } = getImporter(source.format);
  const read = await fetchParts(deps, source, parts, false, (fetched) => readFetched(source, fetched));
  if (read === undefined) throw new Error("Broken invariant: what was asked for without condition is sent");
  return read;
}

async function readFetched(
  source: ListSource,
  { files, validators }: FetchedList,
): Promise<{ listImport: ListImport; account: ImportAccount }> {
  const { list, urls, format, defaults } = source;
  const importer = getImporter(format);
  const streams = files.map((file) => createReadStream(file));
  try {
    // It was put there by `list.yaml`, whose parser made it.
    const { entries, account } = await collectImport(importer, streams, defaults as unknown as EntryDefaults);
    const hosts = [...new Set(Object.values(urls).map((url) => new URL(url).host))].join(", ");
    const changed = Object.values(validators).flatMap(({ lastModified }) => lastModified ?? [])[0];
    const told = changed === undefined ? "" : `, last changed ${changed.slice(0, 40)}`;
    const listImport = { list, entries, account, source: `fetched from ${hosts}${told}` };
    return { listImport, account };
  } finally {
    for (const stream of streams) stream.destroy();
  }
}

/** Somebody may have said meanwhile that the list comes from elsewhere: what was fetched is then of no use. */
async function isStill(tx: Executor, asked: ListSource): Promise<boolean> {
  const source = await findListSourceLocked(tx, asked.list.id);
  return source !== undefined && definitionText(source) === definitionText(asked);
}

function definitionText({ format, urls, defaults, everySeconds, bytesMax }: ListSource): string {
  // Both come from one column, which has one order for its members.
  return JSON.stringify([format, urls, defaults, everySeconds, bytesMax]);
}

/** Not of our own database, of which every list would fail at once. */
function isPublishers(error: unknown): error is Problem {
  return error instanceof Problem && /^(?:list|outbound)_/.test(error.code);
}
