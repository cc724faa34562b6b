import type { AuditContent } from "@redflag/domain/audit";
import { gateFailureText } from "@redflag/domain/list-gate";
import { appendAudit } from "./audit-append.ts";
import type { Executor } from "./database.ts";
import type { ChangedWords, ImportOutcome, ListImport } from "./watchlist.ts";

/** Who changes a list past the API, by what, and why, if anybody says so. */
export interface ListChanger {
  actor: AuditContent["actor"];
  action: "list.import" | "list.sync" | "list.refresh";
  reason?: string;
  at: Date;
}

/** What became of a list. */
export interface ListDeed {
  /** Where it came from, for people. */
  source: string;
  account?: ListImport["account"];
  /** Absent where no entries were brought. */
  outcome?: ImportOutcome;
  words?: ChangedWords;
  /** Where the list is fetched from was said, or taken back. */
  fetched?: "said" | "ended";
}

/**
 * Chains what became of a list to the audit, in the transaction that did it; call it last there. What changed nothing leaves
 * no entry: the same entries again, and what was held back already.
 */
export async function recordListDeed(tx: Executor, listId: string, deed: ListDeed, by: ListChanger): Promise<void> {
  const { source, account, outcome, fetched } = deed;
  const words = { ...deed.words, ...outcome?.words };
  const isNews =
    outcome?.version.isNew === true ||
    outcome?.heldBack?.isKnown === false ||
    Object.keys(words).length > 0 ||
    fetched !== undefined;
  if (!isNews) return;
  const { actor, action, reason, at } = by;
  const detail = {
    source,
    ...(reason !== undefined && { reason }),
    ...(Object.keys(words).length > 0 && { words }),
    ...(fetched !== undefined && { fetched }),
    ...(outcome !== undefined && outcomeDetail(outcome, account)),
  };
  await appendAudit(tx, [{ actor, action, outcome: "done", subject: `list:${listId}`, at: at.toISOString(), detail }]);
}

function outcomeDetail({ version, heldBack, standing }: ImportOutcome, account: ListDeed["account"]) {
  const { seq, isNew, added, removed } = version;
  return {
    versionBefore: isNew ? seq - 1 : seq,
    versionAfter: seq,
    added,
    removed,
    refused: account?.refusals?.length ?? 0,
    ...(heldBack !== undefined && { heldBack: heldBack.failures.map(gateFailureText) }),
    ...(standing.length > 0 && { standing: standing.map(({ proposalId }) => `proposal:${proposalId}`) }),
  };
}
