import { randomUUID } from "node:crypto";
import type { Route } from "@redflag/contract/http/route";
import type { Proposal, ProposalDetail, previewProposal } from "@redflag/contract/http/routes/list-proposals";
import type { Hash } from "@redflag/domain/hex";
import type { ListChange } from "@redflag/domain/list-change";
import { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import { planChange } from "@redflag/store/list-change-plan";
import { decideProposal, insertEmergency, insertProposal, type NewProposal } from "@redflag/store/list-proposal";
import { findProposal, listProposals, type StoredProposal, type Verdict } from "@redflag/store/list-proposal-read";
import { findList } from "@redflag/store/watchlist";
import { actorOf, type Caller } from "../caller.ts";
import { decodeCursor } from "../cursor.ts";
import type { Call, Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";
import { effectBody, readNewEntry } from "../list-entry-body.ts";
import { pageOfRows } from "../page-of-rows.ts";
import { changeFacts, proposalBody } from "../proposal-body.ts";
import { timeAndIdOf } from "../time-and-id.ts";

type ProposalRoutes =
  | "createProposal"
  | "previewProposal"
  | "createEmergency"
  | "listProposals"
  | "getProposal"
  | "approveProposal"
  | "rejectProposal";
type ChangeBody = Call<typeof previewProposal>["body"];

export function listProposalHandlers(): Pick<Handlers, ProposalRoutes> {
  return {
    createProposal: (call) => propose(call, insertProposal),

    createEmergency: (call) => propose(call, insertEmergency),

    async previewProposal(call) {
      const list = call.params.id;
      call.tell({ subject: `list:${list}` });
      const plan = await call.read(async (db) => planChange(db, list, await readChange(db, list, call.body)));
      return { body: effectBody(plan) };
    },

    async listProposals(call) {
      const { query } = call;
      const { limit, cursor, list, author, state } = query;
      const before = cursor === undefined ? undefined : timeAndIdOf(decodeCursor("listProposals", query, cursor));
      const rows = await call.read((db) =>
        listProposals(db, {
          limit: limit + 1,
          ...(before && { before }),
          ...(list !== undefined && { list }),
          ...(author !== undefined && { author }),
          ...(state !== undefined && { state }),
        }),
      );
      return {
        body: pageOfRows("listProposals", query, rows, {
          item: proposalBody,
          after: ({ createdAt, id }) => [createdAt.toISOString(), id],
        }),
      };
    },

    async getProposal(call) {
      const { id } = call.params;
      call.tell({ subject: `proposal:${id}` });
      const body = await call.read(async (db): Promise<ProposalDetail> => {
        const proposal = await findProposal(db, id);
        if (proposal === undefined) throw new Problem("not_found", `no proposal has the id ${id}`);
        return { ...proposalBody(proposal), ...(proposal.state === "open" && (await lookAhead(db, proposal))) };
      });
      return { body };
    },

    approveProposal: (call) => decide(call, "approved"),

    rejectProposal: (call) => decide(call, "rejected"),
  };
}

/** What routes that write a proposal have in common. */
type WriteCall<Body> = Pick<Call<Route>, "tell"> & {
  caller: Caller;
  params: { id: string };
  body: Body & { reason: string };
  write(work: (tx: Executor) => Promise<{ body: Proposal }>): Promise<{ body?: Proposal }>;
};

async function propose(
  call: WriteCall<ChangeBody>,
  insert: (tx: Executor, proposal: NewProposal) => Promise<StoredProposal>,
): Promise<{ body?: Proposal }> {
  const { reason, ...wanted } = call.body;
  const list = call.params.id;
  const id = randomUUID();
  call.tell({ subject: `proposal:${id}`, detail: { list, reason } });
  return call.write(async (tx) => {
    const change = await readChange(tx, list, wanted);
    call.tell({ detail: changeFacts(change) });
    const proposal = await insert(tx, { id, list, change, reason, author: actorOf(call.caller) });
    if (proposal.version !== undefined) call.tell({ detail: { version: proposal.version } });
    return { body: proposalBody(proposal) };
  });
}

async function decide(call: WriteCall<object>, verdict: Verdict): Promise<{ body?: Proposal }> {
  const { id } = call.params;
  const { reason } = call.body;
  call.tell({ subject: `proposal:${id}`, detail: { reason } });
  return call.write(async (tx) => {
    const proposal = await decideProposal(tx, { id, verdict, reason, actor: actorOf(call.caller) });
    const { list, version, isEmergency } = proposal;
    call.tell({ detail: { list, ...changeFacts(proposal.change), emergency: isEmergency, version: version ?? null } });
    return { body: proposalBody(proposal) };
  });
}

/** What it would do, or why it no longer can. */
async function lookAhead(db: Executor, { list, change }: StoredProposal): Promise<Partial<ProposalDetail>> {
  try {
    return { effect: effectBody(await planChange(db, list, change)) };
  } catch (error) {
    if (error instanceof Problem && error.code === "proposal_stale") return { stale: error.detail };
    throw error;
  }
}

/** @throws InvalidRequest unless it is one kind of change; Problem `entry_invalid` */
async function readChange(db: Executor, listId: string, body: ChangeBody): Promise<ListChange> {
  const { add, remove, sharing, entries, accept, list: begun } = body;
  const kinds = [add !== undefined || remove !== undefined, sharing !== undefined, accept !== undefined];
  if (kinds.filter(Boolean).length !== 1) {
    throw new InvalidRequest([{ at: "", fault: "is not one of: add, remove or both; sharing; accept" }]);
  }
  if (entries !== undefined && sharing === undefined) {
    throw new InvalidRequest([{ at: "/entries", fault: "goes with sharing" }]);
  }
  if (begun !== undefined && (add === undefined || remove !== undefined)) {
    throw new InvalidRequest([{ at: "/list", fault: "goes with add alone" }]);
  }
  if (accept !== undefined) return { kind: "accept_version", held: accept };
  if (sharing !== undefined) {
    return { kind: "sharing", sharing, ...(entries !== undefined && { entryIds: distinct(entries) }) };
  }

  const list = await findList(db, listId);
  const authority = list?.authority ?? begun?.authority;
  if (authority === undefined) {
    throw new Problem("not_found", `no list has the id ${listId}; to begin one, give its title and authority`);
  }
  return {
    kind: remove === undefined ? "add" : add === undefined ? "remove" : "edit",
    add: (add ?? []).map((entry) => readNewEntry(entry, authority)),
    remove: distinct(remove ?? []),
    ...(begun !== undefined && list === undefined && { list: begun }),
  };
}

function distinct(ids: readonly string[]): Hash[] {
  return [...new Set(ids)] as Hash[];
}
