import { hash, randomUUID } from "node:crypto";
import type { previewImport } from "@redflag/contract/http/routes/list-imports";
import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import type { FileChange, ImportedFile } from "@redflag/domain/list-change";
import { Problem } from "@redflag/domain/problem";
import type { BadRows } from "@redflag/lists/bad-rows";
import { checkEntriesCsv } from "@redflag/lists/parse-entries-csv";
import type { Executor } from "@redflag/store/database";
import { type FilePlan, planFile } from "@redflag/store/list-file-plan";
import { gateProblem } from "@redflag/store/list-gate";
import { insertFileProposal } from "@redflag/store/list-proposal";
import { findList } from "@redflag/store/watchlist";
import { actorOf } from "../caller.ts";
import type { Call, Handlers } from "../handler.ts";
import { effectBody } from "../list-entry-body.ts";
import { changeFacts, failureBody, proposalBody } from "../proposal-body.ts";

type ImportRoutes = "previewImport" | "proposeImport";
type ImportBody = Call<typeof previewImport>["body"];

const STANDING_SHOWN_MAX = 100;

/** A file that is to be the whole content of a list. */
export function listImportHandlers(): Pick<Handlers, ImportRoutes> {
  return {
    async previewImport(call) {
      const { params, body } = call;
      call.tell({ subject: `list:${params.id}`, detail: { file: body.name } });
      const { file, entries, bad } = await readFile(call, params.id, body);
      const told = { sha256: file.sha256, rows: file.rowCount, refused: bad.count, refusals: [...bad.named] };
      call.tell({ detail: { file, refused: bad.count } });
      if (bad.count > 0) return { body: told };
      const plan = await call.read((db) => planFile(db, params.id, entries));
      return { body: { ...told, outcome: outcomeBody(plan) } };
    },

    async proposeImport(call) {
      const { params, body } = call;
      const id = randomUUID();
      const list = params.id;
      call.tell({ subject: `proposal:${id}`, detail: { list, reason: body.reason } });
      const { file, entries, bad, begun } = await readFile(call, list, body);
      bad.throwIfAny();
      return call.write(async (tx) => {
        const plan = await planFile(tx, list, entries);
        refuseUnseen(plan, body.digest);
        if (plan.failures.length > 0 && !body.despiteGates) throw gateProblem(list, plan.failures);
        const change: FileChange = { ...changeOf(id, file, plan), ...(begun && { list: begun }) };
        call.tell({ detail: changeFacts(change) });
        const author = actorOf(call.caller);
        return {
          body: proposalBody(await insertFileProposal(tx, { id, list, change, reason: body.reason, author }, plan)),
        };
      });
    },
  };
}

interface ReadFile {
  file: ImportedFile;
  entries: Entry[];
  bad: BadRows;
  /** Where the list is not there yet. */
  begun?: { title: string; authority: string };
}

/** Outside of any transaction: a long file takes a while. @throws Problem `list_unreadable`, `not_found` */
async function readFile(
  call: { read<T>(work: (db: Executor) => Promise<T>): Promise<T> },
  listId: string,
  { name, text, defaults, list: begun }: ImportBody,
): Promise<ReadFile> {
  const list = await call.read((db) => findList(db, listId));
  const authority = list?.authority ?? begun?.authority;
  if (authority === undefined) {
    throw new Problem("not_found", `no list has the id ${listId}; to begin one, give its title and authority`);
  }
  const { entries, rowCount, bad } = await checkEntriesCsv(text, { ...defaults, authority });
  const sha256: Hash = `0x${hash("sha256", text)}`;
  return { file: { name, sha256, rowCount }, entries, bad, ...(begun && list === undefined && { begun }) };
}

/** @throws Problem `proposal_stale` where the list has moved on since the preview, or nothing differs */
function refuseUnseen({ base, added, removed, digest }: FilePlan, seen: string): void {
  if (digest !== seen) {
    throw new Problem(
      "proposal_stale",
      `the file would make another version of the list than the one shown: it would be ${digest}`,
    );
  }
  if (added.length + removed.length === 0) {
    throw new Problem("proposal_stale", `nothing in the file differs from version ${base}`);
  }
}

function changeOf(proposal: string, file: ImportedFile, plan: FilePlan): FileChange {
  const { base, digest, entryCount, added, removed, failures } = plan;
  const [addedCount, removedCount] = [added.length, removed.length];
  return { kind: "import", proposal, file, base, digest, entryCount, addedCount, removedCount, failures };
}

function outcomeBody(plan: FilePlan) {
  return {
    effect: effectBody(plan),
    digest: plan.digest,
    entries: plan.entryCount,
    standing: plan.standing
      .slice(0, STANDING_SHOWN_MAX)
      .map(({ proposalId, entryCount }) => ({ proposal: proposalId, entries: entryCount })),
    failures: plan.failures.map(failureBody),
  };
}
