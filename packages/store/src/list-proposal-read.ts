import type { ListChange } from "@redflag/domain/list-change";
import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { ListTables } from "./schema-lists.ts";

/** `unconfirmed`, `confirmed` and `undone` are of an emergency, which took effect before anybody else saw it. */
export const PROPOSAL_STATES = ["open", "approved", "rejected", "unconfirmed", "confirmed", "undone"] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Who did it: `user:<id>` or `key:<id>`, and the name that they had then. */
export interface Actor {
  by: string;
  name: string;
}

export interface StoredProposal {
  id: string;
  list: string;
  change: ListChange;
  reason: string;
  author: Actor;
  /** It took effect at once, by its author alone. */
  isEmergency: boolean;
  createdAt: Date;
  state: ProposalState;
  decision?: { verdict: Verdict; reason: string; actor: Actor; at: Date };
  /** The version of the list that it made. */
  version?: number;
}

export type Verdict = "approved" | "rejected";

type Row = Selectable<ListTables["list_proposal"]> & {
  verdict: string | null;
  decision_reason: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  seq: number | null;
};

function selectProposals(db: Executor) {
  return db
    .selectFrom("list_proposal as p")
    .leftJoin("list_decision as d", "d.proposal_id", "p.id")
    .selectAll("p")
    .select(["d.verdict", "d.reason as decision_reason", "d.decided_by", "d.decided_by_name", "d.decided_at"])
    .select((eb) =>
      // An emergency that was undone has made two.
      eb
        .selectFrom("list_version as v")
        .select(({ fn }) => fn.min("v.seq").as("seq"))
        .whereRef("v.list_id", "=", "p.list_id")
        .whereRef("v.proposal_id", "=", "p.id")
        .as("seq"),
    );
}

export async function findProposal(db: Executor, id: string): Promise<StoredProposal | undefined> {
  const row = await selectProposals(db).where("p.id", "=", id).executeTakeFirst();
  return row && proposalOf(row);
}

/** Newest first. */
export async function listProposals(
  db: Executor,
  {
    limit,
    before,
    list,
    author,
    state,
  }: {
    limit: number;
    before?: { createdAt: Date; id: string };
    list?: string;
    author?: string;
    /** `waiting`: open and unconfirmed, what somebody has to look at. */
    state?: "waiting" | "decided";
  },
): Promise<StoredProposal[]> {
  let query = selectProposals(db).orderBy("p.created_at", "desc").orderBy("p.id", "desc").limit(limit);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(p.created_at, p.id) < (${before.createdAt}::timestamptz, ${before.id}::uuid)`);
  }
  if (list !== undefined) query = query.where("p.list_id", "=", list);
  if (author !== undefined) query = query.where("p.author", "=", author);
  if (state !== undefined) query = query.where("d.proposal_id", state === "waiting" ? "is" : "is not", null);
  return (await query.execute()).map(proposalOf);
}

/** How many wait for somebody: proposals, and emergencies that nobody else has confirmed. */
export async function countWaiting(db: Executor): Promise<{ open: number; unconfirmed: number }> {
  const { rows } = await sql<{ open: number; unconfirmed: number }>`
    select count(*) filter (where not is_emergency)::int as open, count(*) filter (where is_emergency)::int as unconfirmed
    from list_proposal p where not exists (select from list_decision d where d.proposal_id = p.id)`.execute(db);
  return rows[0] ?? { open: 0, unconfirmed: 0 };
}

/** What people decided of a list and what holds for its next import, in the order in which it took effect. */
export async function listStandingChanges(
  db: Executor,
  listId: string,
): Promise<Array<{ proposalId: string; change: ListChange }>> {
  const { rows } = await sql<{ proposalId: string; change: ListChange }>`
    select p.id as "proposalId", p.contents as change from list_proposal p
    join lateral (select min(seq) as seq from list_version v where v.list_id = p.list_id and v.proposal_id = p.id) v
      on v.seq is not null
    left join list_decision d on d.proposal_id = p.id
    where p.list_id = ${listId} and p.kind not in ('accept_version', 'import') and d.verdict is distinct from 'rejected'
    order by v.seq`.execute(db);
  return rows;
}

function proposalOf(row: Row): StoredProposal {
  const { verdict, decided_by: by, decided_by_name: name, decided_at: at, decision_reason: reason } = row;
  const isDecided = verdict !== null && by !== null && name !== null && at !== null && reason !== null;
  return {
    id: row.id,
    list: row.list_id,
    // Parsed before it was stored, and never changed since.
    change: row.contents as ListChange,
    reason: row.reason,
    author: { by: row.author, name: row.author_name },
    isEmergency: row.is_emergency,
    createdAt: row.created_at,
    state: stateOf(row),
    ...(isDecided && { decision: { verdict: verdict as Verdict, reason, actor: { by, name }, at } }),
    ...(row.seq !== null && { version: row.seq }),
  };
}

function stateOf({ is_emergency: isEmergency, verdict }: Row): ProposalState {
  if (verdict === null) return isEmergency ? "unconfirmed" : "open";
  if (verdict === "approved") return isEmergency ? "confirmed" : "approved";
  return isEmergency ? "undone" : "rejected";
}

/** Whether this login may see what people propose of lists, and what gates hold back. */
export async function mayReadProposals(db: Executor): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`select has_table_privilege('list_proposal', 'select') as may`.execute(
    db,
  );
  return rows[0]?.may === true;
}
