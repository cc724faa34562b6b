import type { GateFailure as GateFailureBody, Proposal } from "@redflag/contract/http/routes/list-proposals";
import { entryId } from "@redflag/domain/entry-id";
import type { FileChange, ListChange } from "@redflag/domain/list-change";
import { type GateFailure, gateFailureText } from "@redflag/domain/list-gate";
import type { StoredProposal } from "@redflag/store/list-proposal-read";
import { entryBody } from "./list-entry-body.ts";

/** For the audit: what it speaks of; the entries themselves are in the proposal. */
export function changeFacts(change: ListChange): Record<string, unknown> {
  switch (change.kind) {
    case "sharing":
      return { kind: change.kind, sharing: change.sharing, entries: change.entryIds ?? "all" };
    case "accept_version":
      return { kind: change.kind, held: change.held };
    case "import": {
      const { kind, file, base, digest, entryCount, addedCount, removedCount, failures } = change;
      const against = failures.map(gateFailureText);
      return { kind, file, base, digest, entryCount, addedCount, removedCount, ...(against.length > 0 && { against }) };
    }
    default:
      return { kind: change.kind, added: change.add.map(entryId), removed: change.remove };
  }
}

export function proposalBody(proposal: StoredProposal): Proposal {
  const { id, list, change, state, isEmergency, reason, author, createdAt, version, decision } = proposal;
  return {
    id,
    list,
    kind: change.kind,
    state,
    emergency: isEmergency,
    reason,
    author: { id: author.by, name: author.name },
    at: createdAt.toISOString(),
    ...changeBody(change),
    ...(version !== undefined && { version }),
    ...(decision && {
      decision: {
        verdict: decision.verdict,
        reason: decision.reason,
        by: { id: decision.actor.by, name: decision.actor.name },
        at: decision.at.toISOString(),
      },
    }),
  };
}

function changeBody(change: ListChange): Partial<Proposal> {
  if (change.kind === "accept_version") return { accept: change.held };
  if (change.kind === "import") return fileBody(change);
  if (change.kind === "sharing") {
    return { sharing: change.sharing, ...(change.entryIds && { entries: [...change.entryIds] }) };
  }
  return {
    ...(change.add.length > 0 && { add: change.add.map((entry) => entryBody(entryId(entry), entry)) }),
    ...(change.list && { begins: change.list }),
    ...(change.remove.length > 0 && { remove: [...change.remove] }),
  };
}

function fileBody({
  file,
  base,
  digest,
  entryCount,
  addedCount,
  removedCount,
  failures,
  list,
}: FileChange): Partial<Proposal> {
  return {
    file: {
      name: file.name,
      sha256: file.sha256,
      rows: file.rowCount,
      baseVersion: base,
      digest,
      entries: entryCount,
      added: addedCount,
      removed: removedCount,
      failures: failures.map(failureBody),
    },
    ...(list && { begins: list }),
  };
}

export function failureBody(failure: GateFailure): GateFailureBody {
  return { ...failure, text: gateFailureText(failure) };
}
