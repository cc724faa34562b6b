import type { AddressFamily } from "@redflag/domain/address-family";
import type { HeldWatch } from "@redflag/domain/private-watch";
import { hexOf } from "./bytes.ts";
import type { Executor } from "./database.ts";

/** How many changes of watches there were. Whoever made one held this number until it was committed: none comes later. */
export async function getWatchSeq(db: Executor): Promise<number> {
  const { seq } = await db.selectFrom("watch_clock").select("seq").executeTakeFirstOrThrow();
  return seq;
}

/** Watches that begin or end with a change after one number, up to another; each as it stands. Not for people: it is everybody's. */
export async function listWatchChanges(db: Executor, after: number, upTo: number): Promise<HeldWatch[]> {
  const rows = await db
    .selectFrom("private_watch")
    .select(["id", "owner", "family", "address", "first_seq", "ended_seq"])
    .where((eb) =>
      eb.or([
        eb.and([eb("first_seq", ">", after), eb("first_seq", "<=", upTo)]),
        eb.and([eb("ended_seq", ">", after), eb("ended_seq", "<=", upTo)]),
      ]),
    )
    .execute();
  return rows.map((row) => ({
    id: row.id,
    owner: row.owner,
    address: hexOf(row.address),
    family: row.family as AddressFamily,
    firstSeq: row.first_seq,
    ...(row.ended_seq !== null && { endedSeq: row.ended_seq }),
  }));
}
