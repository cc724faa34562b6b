import type { Entry, Listed } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import type { Hash } from "@redflag/domain/hex";
import { type ListChange, withSharing } from "@redflag/domain/list-change";
import { Problem } from "@redflag/domain/problem";
import type { Executor } from "./database.ts";
import { planKeptFile } from "./list-file-plan.ts";
import { findHeldChange } from "./list-gate.ts";
import { listLive } from "./live-entries.ts";
import { findCurrentVersion } from "./watchlist-version.ts";

/** What a change would do to its list as it is now. */
export interface ChangePlan {
  listId: string;
  /** The version that it would follow; 0 where there is none. */
  base: number;
  added: Array<readonly [Hash, Entry]>;
  removed: Listed[];
}

const NAMED_MAX = 5;

/**
 * Reads nothing but the list's current version, and writes nothing.
 * @throws Problem `proposal_stale` where the list holds another thing than the change speaks of; `not_found` for a list
 * that is not there and is not begun
 */
export async function planChange(db: Executor, listId: string, change: ListChange): Promise<ChangePlan> {
  const isThere = await db.selectFrom("list").select("id").where("id", "=", listId).executeTakeFirst();
  if (isThere === undefined && begunBy(change) === undefined) {
    throw new Problem("not_found", `no list has the id ${listId}; to begin one, give its title and authority`);
  }
  const base = (await findCurrentVersion(db, listId))?.seq ?? 0;
  if (change.kind === "accept_version") return planHeld(db, listId, base, change.held);
  if (change.kind === "import") return planKeptFile(db, { listId, base }, change);
  if (change.kind === "sharing") return planSharing(db, listId, base, change);

  const added = change.add.map((entry) => [entryId(entry), entry] as const);
  const coming = new Set(added.map(([id]) => id));
  if (change.remove.some((id) => coming.has(id)) || coming.size < added.length) {
    throw new Problem("proposal_stale", "it says one entry twice");
  }
  const removed = await listLive(db, listId, base, change.remove);
  refuseMissing(change.remove, removed);
  const twins = await listLive(db, listId, base, [...coming]);
  if (twins.length > 0) throw new Problem("proposal_stale", `already on ${listId}: ${named(twins.map(idOf))}`);
  return { listId, base, added, removed };
}

/** What a change says of a list that it would begin. */
export function begunBy(change: ListChange): { title: string; authority: string } | undefined {
  return change.kind === "add" || change.kind === "import" ? change.list : undefined;
}

async function planSharing(
  db: Executor,
  listId: string,
  base: number,
  { sharing, entryIds }: Extract<ListChange, { kind: "sharing" }>,
): Promise<ChangePlan> {
  const live = await listLive(db, listId, base, entryIds);
  if (entryIds !== undefined) refuseMissing(entryIds, live);
  const removed = live.filter((entry) => entry.sharing !== sharing);
  if (removed.length === 0) throw new Problem("proposal_stale", `nothing that it speaks of is other than ${sharing}`);
  // An entry may stand there already in the form that another becomes.
  const there = new Set(live.map(idOf));
  const added = new Map<Hash, Entry>();
  for (const { list: _, listVersion: __, entryId: ___, ...entry } of removed) {
    const [id, shared] = withSharing(entry, sharing);
    if (!there.has(id)) added.set(id, shared);
  }
  return { listId, base, added: [...added], removed };
}

async function planHeld(db: Executor, listId: string, base: number, held: string): Promise<ChangePlan> {
  const change = await findHeldChange(db, listId, held);
  if (change === undefined) throw new Problem("proposal_stale", `no version of ${listId} is held back under ${held}`);
  if (change.base !== base) {
    throw new Problem("proposal_stale", `it was held back against version ${change.base}, and ${base} is there now`);
  }
  const removed = await listLive(db, listId, base, change.removed);
  return { listId, base, added: change.added.map((entry) => [entryId(entry), entry] as const), removed };
}

function refuseMissing(ids: readonly Hash[], live: readonly Listed[]): void {
  const there = new Set(live.map(idOf));
  const missing = ids.filter((id) => !there.has(id));
  if (missing.length > 0) throw new Problem("proposal_stale", `no longer on the list: ${named(missing)}`);
}

function idOf(entry: Listed): Hash {
  return entry.entryId as Hash;
}

function named(ids: readonly string[]): string {
  const more = ids.length > NAMED_MAX ? ` and ${ids.length - NAMED_MAX} more` : "";
  return `entry ${ids.slice(0, NAMED_MAX).join(", ")}${more}`;
}
