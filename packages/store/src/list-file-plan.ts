import type { Entry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import type { Hash } from "@redflag/domain/hex";
import type { FileChange } from "@redflag/domain/list-change";
import type { GateFailure } from "@redflag/domain/list-gate";
import { Problem } from "@redflag/domain/problem";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";
import type { ChangePlan } from "./list-change-plan.ts";
import { compareWithList, type StandingEffect } from "./list-comparison.ts";
import { DIGEST_KIND, versionDigest } from "./list-digest.ts";
import { getListGates, judgeVersion } from "./list-gate.ts";
import { listLive } from "./live-entries.ts";
import { joinParts } from "./version-parts.ts";

/** What a file would make of a list as it is now, with all that an import heeds. */
export interface FilePlan extends ChangePlan {
  /** Of the content that the list would have. */
  digest: Hash;
  entryCount: number;
  standing: StandingEffect[];
  failures: GateFailure[];
}

/** Reads, and writes nothing. A list that is not there is as an empty one without gates. */
export async function planFile(db: Executor, listId: string, entries: readonly Entry[]): Promise<FilePlan> {
  const { base, wanted, ids, standing, added, removed } = await compareWithList(db, listId, entries);
  const failures = await judgeVersion(db, await getListGates(db, listId), { listId, base, wanted, added, removed });
  return {
    listId,
    base,
    added: [...added],
    removed: removed.length === 0 ? [] : await listLive(db, listId, base, removed),
    digest: hexOf(versionDigest(DIGEST_KIND, ids)),
    entryCount: wanted.size,
    standing,
    failures,
  };
}

/**
 * What was kept with a proposal, once more.
 * @throws Problem `proposal_stale` once the list has moved on: what was seen is what is approved
 */
export async function planKeptFile(
  db: Executor,
  { listId, base }: { listId: string; base: number },
  change: FileChange,
): Promise<ChangePlan> {
  if (change.base !== base) {
    const what = `the file was held against version ${change.base}, and ${base} is there now`;
    throw new Problem("proposal_stale", `${what}: import it again`);
  }
  const parts = await db
    .selectFrom("list_proposal_part")
    .select(["added", "removed"])
    .where("proposal_id", "=", change.proposal)
    .orderBy("ordinal")
    .execute();
  const { added, removed } = joinParts(parts);
  return {
    listId,
    base,
    added: added.map((entry) => [entryId(entry), entry] as const),
    removed: removed.length === 0 ? [] : await listLive(db, listId, base, removed),
  };
}
