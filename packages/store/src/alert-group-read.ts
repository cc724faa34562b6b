import type { Alert } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import { alertOf } from "./alert-row.ts";
import { anyBytes } from "./any-of.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** Alerts of a group that are read with it, the strongest: the rest are counted. */
const MEMBERS_READ_MAX = 8;

/** Findings that describe one scheme, in one place. */
export interface AlertGroup {
  /** Of its earliest alert. */
  id: Hash;
  chainId: number;
  rank: number;
  /** Alerts that it has. */
  size: number;
  /** The strongest of them, at most MEMBERS_READ_MAX. */
  members: readonly Alert[];
}

/** A place in the ranking: groups after it are lower, or of the same rank and of a later id. */
export interface RankingPlace {
  rank: number;
  id: Hash;
}

/** Groups of alerts that stand, the strongest first: a page from an index, however many alerts there are. */
export async function listRankedGroups(
  db: Executor,
  { chainId, after, limit }: { chainId?: number; after?: RankingPlace; limit: number },
): Promise<AlertGroup[]> {
  const lead = () => {
    const query = db
      .selectFrom("alert")
      .select(["id", "chain_id", "group_rank", "group_size"])
      .where("group_rank", "is not", null);
    return chainId === undefined ? query : query.where("chain_id", "=", chainId);
  };
  const lower = (rank?: number) => {
    const query = lead().orderBy("group_rank", "desc").orderBy("id");
    return rank === undefined ? query : query.where("group_rank", "<", rank);
  };
  // Ranks are few: the rest of the same one by itself, or each page would go over it from its beginning.
  const same =
    after === undefined
      ? []
      : await lead()
          .where("group_rank", "=", after.rank)
          .where("id", ">", bytesOf(after.id))
          .orderBy("id")
          .limit(limit)
          .execute();
  const rest = limit - same.length;
  const groups = rest === 0 ? same : [...same, ...(await lower(after?.rank).limit(rest).execute())];
  const members = await listStrongest(
    db,
    groups.map(({ id }) => hexOf(id)),
  );
  return groups.map((row) => ({
    id: hexOf(row.id),
    chainId: row.chain_id,
    rank: row.group_rank ?? 0,
    size: row.group_size ?? 0,
    members: members.get(hexOf(row.id)) ?? [],
  }));
}

async function listStrongest(db: Executor, groups: readonly Hash[]): Promise<Map<Hash, Alert[]>> {
  if (groups.length === 0) return new Map();
  const rows = await db
    .selectFrom("alert as lead")
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("alert")
          .selectAll("alert")
          .whereRef("alert.group_id", "=", "lead.id")
          .orderBy("alert.rank", "desc")
          .orderBy("alert.id")
          .limit(MEMBERS_READ_MAX)
          .as("member"),
      (join) => join.onTrue(),
    )
    .selectAll("member")
    .where("lead.id", "=", anyBytes(groups))
    .orderBy("member.group_id")
    .orderBy("member.rank", "desc")
    .orderBy("member.id")
    .execute();
  const byGroup = Map.groupBy(rows, (row) => hexOf(row.group_id ?? row.id));
  return new Map([...byGroup].map(([id, own]) => [id, own.map(alertOf)]));
}

/** The alerts that share a group with this one, the strongest first, without it; bounded. */
export async function listOthersOfGroup(db: Executor, { id }: Alert, limit: number): Promise<Alert[]> {
  const rows = await db
    .selectFrom("alert")
    .selectAll("alert")
    .where("group_id", "=", (eb) =>
      eb.selectFrom("alert as own").select("own.group_id").where("own.id", "=", bytesOf(id)),
    )
    .where("id", "<>", bytesOf(id))
    .orderBy("rank", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(alertOf);
}
