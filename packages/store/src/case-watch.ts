import type { ParsedAddress } from "@redflag/domain/address";
import { Problem } from "@redflag/domain/problem";
import { recordInCase, type SeenCase } from "./case-file.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";
import { endWatch, insertWatch, listWatches, type PrivateWatch } from "./private-watch.ts";

/*
 * What a case watches is a private watch whose owner is the case: it is in nobody else's answer, and its payments are read by
 * way of the case alone.
 */

function ownerOf({ id }: SeenCase): string {
  return `case:${id}`;
}

/** @throws Problem `watch_exists` */
export async function beginCaseWatch(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  watch: ParsedAddress & { id: string; reason: string },
): Promise<PrivateWatch> {
  const begun = await insertWatch(tx, { ...watch, owner: ownerOf(seen) });
  await recordInCase(tx, seen, actor, "watch_begun", { watch: watch.id, reason: watch.reason });
  return begun;
}

/** Ending it again changes nothing but the history, which says who tried. @throws Problem `not_found` */
export async function endCaseWatch(tx: Executor, seen: SeenCase, actor: Actor, id: string): Promise<void> {
  const ended = await endWatch(tx, ownerOf(seen), id);
  if (ended === undefined) throw new Problem("not_found", `${seen.number} watches nothing under ${id}`);
  await recordInCase(tx, seen, actor, "watch_ended", { watch: id });
}

/** Newest first, ended ones too. */
export function listCaseWatches(
  db: Executor,
  seen: SeenCase,
  page: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<PrivateWatch[]> {
  return listWatches(db, ownerOf(seen), page);
}
