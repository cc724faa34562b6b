import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { Executor } from "./database.ts";
import { isDuplicate } from "./database-error.ts";
import { personOf } from "./private-watch.ts";
import type { SavedViewTable } from "./schema-review.ts";

/** Of one person's that are not shared, and of those that are. Ours [E]. */
const VIEWS_MAX = 100;

/** Parameters of the list of alerts that somebody keeps under a name. */
export interface SavedView {
  id: string;
  owner: { person: string; name: string };
  name: string;
  query: Readonly<Record<string, string>>;
  isShared: boolean;
  version: number;
  changedAt: Date;
}

type ViewParts = Pick<SavedView, "name" | "query" | "isShared">;

/** Whoever asks: what is others' and not shared is to nobody else there. */
export interface ViewReader {
  /** As `personOf` gives it. */
  person: string;
  isSupervisor: boolean;
}

/** A person's own by name, then the others that are shared. */
export async function listViews(db: Executor, { person }: ViewReader): Promise<SavedView[]> {
  const rows = await selectViews(db)
    .where((eb) => eb.or([eb("v.owner", "=", person), eb("v.is_shared", "=", true)]))
    .orderBy((eb) => eb("v.owner", "=", person), "desc")
    .orderBy(sql`lower(v.name)`)
    .orderBy("v.id")
    .execute();
  return rows.map(viewOf);
}

/** @throws Problem `view_exists`; `views_full` */
export async function insertView(
  tx: Executor,
  { id, by, now, ...parts }: ViewParts & { id: string; by: string; now: Date },
): Promise<SavedView> {
  await takeAdvisoryLock(tx, "saved-views", "exclusive");
  const person = await personOf(tx, by);
  await refuseFull(tx, person, parts.isShared);
  await refusingDuplicate(parts.name, () =>
    tx
      .insertInto("saved_view")
      .values({ id, owner: person, ...columnsOf(parts), changed_at: now })
      .execute(),
  );
  return getView(tx, id);
}

/**
 * Its row is held to the end of the transaction.
 * @throws Problem `not_found`; `forbidden` for who may see it only; `version_outdated`
 */
export async function lockView(
  tx: Executor,
  { person, isSupervisor }: ViewReader,
  { id, version }: { id: string; version: number | undefined },
): Promise<SavedView> {
  // Before the row is read, as whoever makes one does: what is counted then stays so, and nobody waits for the other's row.
  await takeAdvisoryLock(tx, "saved-views", "exclusive");
  const row = await selectViews(tx).where("v.id", "=", id).forUpdate("v").executeTakeFirst();
  const view = row && viewOf(row);
  if (view === undefined || (view.owner.person !== person && !view.isShared)) {
    throw new Problem("not_found", `you have no view ${id}`);
  }
  if (!mayChangeView(view, { person, isSupervisor })) {
    throw new Problem("forbidden", "a shared view is changed by its owner or a supervisor");
  }
  if (view.version !== version) throw new Problem("version_outdated", `version ${view.version} is there now`);
  return view;
}

export function mayChangeView(view: SavedView, { person, isSupervisor }: ViewReader): boolean {
  return view.owner.person === person || (view.isShared && isSupervisor);
}

/** @param view as `lockView` gave it @throws Problem `view_exists`; `views_full` */
export async function updateView(
  tx: Executor,
  view: SavedView,
  { now, ...changes }: Partial<ViewParts> & { now: Date },
): Promise<SavedView> {
  const { id, name, query, isShared } = view;
  const parts: ViewParts = { name, query, isShared, ...changes };
  if (parts.isShared !== isShared) await refuseFull(tx, view.owner.person, parts.isShared);
  await refusingDuplicate(parts.name, () =>
    tx
      .updateTable("saved_view")
      .set({ ...columnsOf(parts), version: view.version + 1, changed_at: now })
      .where("id", "=", id)
      .execute(),
  );
  return getView(tx, id);
}

export async function deleteView(tx: Executor, { id }: SavedView): Promise<void> {
  await tx.deleteFrom("saved_view").where("id", "=", id).execute();
}

/** Under the lock on all views: two that come at once are not both the hundredth. */
async function refuseFull(tx: Executor, person: string, isShared: boolean): Promise<void> {
  let query = tx.selectFrom("saved_view").select(sql<number>`count(*)::int`.as("count"));
  query = query.where("is_shared", "=", isShared);
  if (!isShared) query = query.where("owner", "=", person);
  const { count } = await query.executeTakeFirstOrThrow();
  if (count < VIEWS_MAX) return;
  throw new Problem("views_full", isShared ? `${VIEWS_MAX} views are shared` : `you have ${VIEWS_MAX} of your own`);
}

async function refusingDuplicate(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicate(error) ? new Problem("view_exists", `"${name}"`) : error;
  }
}

function columnsOf({ name, query, isShared }: ViewParts) {
  return { name, query: JSON.stringify(query), is_shared: isShared };
}

async function getView(db: Executor, id: string): Promise<SavedView> {
  return viewOf(await selectViews(db).where("v.id", "=", id).executeTakeFirstOrThrow());
}

function selectViews(db: Executor) {
  return db
    .selectFrom("saved_view as v")
    .leftJoin("app_user as u", (join) => join.on(sql<boolean>`v.owner = 'user:' || u.id`))
    .leftJoin("api_key as k", (join) => join.on(sql<boolean>`v.owner = 'key:' || k.id`))
    .selectAll("v")
    .select(sql<string>`coalesce(u.name, k.name, v.owner)`.as("owner_name"));
}

function viewOf(row: Selectable<SavedViewTable> & { owner_name: string }): SavedView {
  return {
    id: row.id,
    owner: { person: row.owner, name: row.owner_name },
    name: row.name,
    query: row.query,
    isShared: row.is_shared,
    version: row.version,
    changedAt: row.changed_at,
  };
}
