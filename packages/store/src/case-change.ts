import type { CaseStatus } from "@redflag/domain/case";
import { Problem } from "@redflag/domain/problem";
import { bumpVersion, recordInCase, type SeenCase } from "./case-file.ts";
import { changeOwner } from "./case-member.ts";
import type { Executor } from "./database.ts";
import type { Actor } from "./list-proposal-read.ts";

export interface CaseChange {
  title?: string;
  status?: CaseStatus;
  ownerId?: string;
  reason: string;
}

/**
 * One edit of a case, which its caller holds. Closing needs no hold to be lifted: it removes nothing.
 * @param version the one that was read
 * @throws Problem `version_outdated`; `case_state` where it is so already; as `changeOwner`
 */
export async function changeCase(
  tx: Executor,
  seen: SeenCase,
  actor: Actor,
  { version, title, status, ownerId, reason }: CaseChange & { version: number },
): Promise<void> {
  if (seen.version !== version) throw new Problem("version_outdated", `version ${seen.version} is there now`);
  if (status === seen.status) throw new Problem("case_state", `it is ${status} already`);
  if (title !== undefined) {
    await tx.updateTable("case_file").set({ title }).where("id", "=", seen.id).execute();
    await recordInCase(tx, seen, actor, "retitled", { from: seen.title, to: title, reason });
  }
  if (status !== undefined) {
    await tx.updateTable("case_file").set({ status }).where("id", "=", seen.id).execute();
    await recordInCase(tx, seen, actor, status === "closed" ? "closed" : "reopened", { reason });
  }
  if (ownerId !== undefined) await changeOwner(tx, seen, actor, { userId: ownerId, reason });
  await bumpVersion(tx, seen);
}
