import assert from "node:assert";
import type { Listed } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import type { FileChange, ListChange } from "@redflag/domain/list-change";
import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import { anyBytes } from "./any-of.ts";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import { breaksCheck, isDuplicate } from "./database-error.ts";
import { listedOf } from "./entry-row.ts";
import { begunBy, type ChangePlan, planChange } from "./list-change-plan.ts";
import type { FilePlan } from "./list-file-plan.ts";
import { clearHeldVersions } from "./list-gate.ts";
import { type Actor, findProposal, type StoredProposal, type Verdict } from "./list-proposal-read.ts";
import { byteaArray } from "./sql-array.ts";
import { partsOf } from "./version-parts.ts";
import { findCurrentVersion, insertVersion } from "./watchlist-version.ts";

export interface NewProposal {
  id: string;
  list: string;
  change: ListChange;
  reason: string;
  author: Actor;
}

/**
 * Keeps a change for somebody else to decide. One that could not be applied now is refused at once.
 * @throws Problem as `planChange`
 */
export async function insertProposal(tx: Executor, proposal: NewProposal): Promise<StoredProposal> {
  await planChange(tx, proposal.list, proposal.change);
  await insertRow(tx, proposal, { isEmergency: false });
  return getProposal(tx, proposal.id);
}

/**
 * Makes the change at once, by one person alone. It is marked as that for ever, and waits to be confirmed by somebody else.
 * @throws Problem as `planChange`
 */
export async function insertEmergency(tx: Executor, proposal: NewProposal): Promise<StoredProposal> {
  await insertRow(tx, proposal, { isEmergency: true });
  await applyChange(tx, proposal, `emergency by ${proposal.author.name}: ${proposal.reason}`);
  return getProposal(tx, proposal.id);
}

/** A file's content, kept as it was seen, for somebody else to decide. @param plan of the same transaction */
export async function insertFileProposal(
  tx: Executor,
  proposal: NewProposal & { change: FileChange },
  { added, removed }: FilePlan,
): Promise<StoredProposal> {
  await insertRow(tx, proposal, { isEmergency: false });
  const ids = removed.map(({ entryId }) => entryId as Hash);
  for (const part of partsOf(added, ids)) {
    await sql`
      insert into list_proposal_part (proposal_id, ordinal, added, removed)
      values (${proposal.id}, ${part.ordinal}, ${part.added}::jsonb, ${byteaArray(part.removed)}::bytea[])`.execute(tx);
  }
  return getProposal(tx, proposal.id);
}

async function insertRow(
  tx: Executor,
  { id, list, change, reason, author }: NewProposal,
  { isEmergency }: { isEmergency: boolean },
): Promise<void> {
  await tx
    .insertInto("list_proposal")
    .values({
      id,
      list_id: list,
      kind: change.kind,
      contents: JSON.stringify(change),
      reason,
      author: author.by,
      author_name: author.name,
      is_emergency: isEmergency,
    })
    .execute();
}

/**
 * Decides a proposal, for good. An approved one takes effect in this transaction as a new version of its list; an emergency
 * that is rejected is taken back as another.
 * @throws Problem `not_found`; `four_eyes_needed` for its author, in person or by a key; `proposal_decided`;
 * `proposal_stale`: then nothing is decided
 */
export async function decideProposal(
  tx: Executor,
  { id, verdict, reason, actor }: { id: string; verdict: Verdict; reason: string; actor: Actor },
): Promise<StoredProposal> {
  const proposal = await getProposal(tx, id);
  // First: of two who decide at once, the second waits here for the first.
  await tx
    .insertInto("list_decision")
    .values({ proposal_id: id, verdict, reason, decided_by: actor.by, decided_by_name: actor.name })
    .execute()
    .catch((error: unknown) => {
      if (breaksCheck(error, "list_decision_four_eyes")) {
        throw new Problem("four_eyes_needed", `${proposal.author.name} proposed it, and you act for the same person`);
      }
      throw isDuplicate(error) ? new Problem("proposal_decided", `proposal ${id}`) : error;
    });
  if (verdict === "approved" && !proposal.isEmergency) {
    await applyChange(tx, proposal, `proposed by ${proposal.author.name}, approved by ${actor.name}`);
  }
  if (verdict === "rejected" && proposal.isEmergency) await takeBack(tx, proposal, actor);
  return getProposal(tx, id);
}

async function getProposal(db: Executor, id: string): Promise<StoredProposal> {
  const proposal = await findProposal(db, id);
  if (proposal === undefined) throw new Problem("not_found", `no proposal has the id ${id}`);
  return proposal;
}

async function applyChange(
  tx: Executor,
  { id, list, change }: Pick<NewProposal, "id" | "list" | "change">,
  source: string,
): Promise<void> {
  await lockList(tx, list, change);
  const plan = await planChange(tx, list, change);
  const isFile = change.kind === "import";
  const origin = isFile ? `imported from ${change.file.name}, ${source}` : source;
  await insertVersion(tx, { ...versionParts(plan), source: origin, proposalId: id });
  if (change.kind === "accept_version") await clearHeldVersions(tx, list, "accepted");
  if (!isFile) return;
  await clearHeldVersions(tx, list, "version");
  const made = await findCurrentVersion(tx, list);
  assert.equal(made && hexOf(made.digest), change.digest, "what is approved is what was seen");
}

function versionParts({ listId, base, added, removed }: ChangePlan) {
  return { listId, base, added, removed: removed.map(({ entryId }) => entryId as Hash) };
}

/** Holds the list's row, as an import does; begins the list where the change says what it is. */
async function lockList(tx: Executor, id: string, change: ListChange): Promise<void> {
  const begun = begunBy(change);
  if (begun !== undefined) {
    await tx
      .insertInto("list")
      .values({ id, title: begun.title, authority: begun.authority, url: null })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }
  await tx.selectFrom("list").select("id").where("id", "=", id).forUpdate().executeTakeFirst();
}

/** The version that it made, the other way round. */
async function takeBack(tx: Executor, { id, list, version }: StoredProposal, actor: Actor): Promise<void> {
  assert(version !== undefined, "an emergency has taken effect");
  await tx.selectFrom("list").select("id").where("id", "=", list).forUpdate().executeTakeFirst();
  const base = (await findCurrentVersion(tx, list))?.seq ?? 0;
  const rows = await tx
    .selectFrom("list_entry")
    .selectAll()
    .where("list_id", "=", list)
    .where((eb) => eb.or([eb("first_seq", "=", version), eb("ended_seq", "=", version)]))
    .execute();
  const came = rows.filter((row) => row.first_seq === version);
  const left = rows.filter((row) => row.ended_seq === version).map((row) => listedOf(row, version));
  const isBack = await hasAnyLive(tx, list, left);
  if (isBack || came.some((row) => row.ended_seq !== null)) {
    const what = `what version ${version} of ${list} changed has been changed again since`;
    throw new Problem("proposal_stale", `${what}: confirm the emergency, and propose what should be there now`);
  }
  await insertVersion(tx, {
    listId: list,
    base,
    added: left.map(({ list: _, listVersion: __, entryId, ...entry }) => [entryId as Hash, entry] as const),
    removed: came.map((row) => listedOf(row, version).entryId as Hash),
    source: `emergency taken back by ${actor.name}`,
    proposalId: id,
  });
}

async function hasAnyLive(tx: Executor, listId: string, entries: readonly Listed[]): Promise<boolean> {
  if (entries.length === 0) return false;
  const row = await tx
    .selectFrom("list_entry")
    .select("entry_id")
    .where("list_id", "=", listId)
    .where("ended_seq", "is", null)
    .where("entry_id", "=", anyBytes(entries.map(({ entryId }) => entryId as Hash)))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
