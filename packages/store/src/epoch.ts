import type { Epoch, EpochInputs, EpochPlace } from "@redflag/domain/epoch";
import type { Executor } from "./database.ts";
import type { Lane } from "./lane.ts";

/** The epochs in force, those of the lane's generation, ascending by seq, as `epochAt` wants them. */
export async function listEpochs(
  db: Executor,
  { chainId, generation }: Pick<Lane, "chainId" | "generation">,
): Promise<Epoch[]> {
  const rows = await db
    .selectFrom("epoch")
    .select(["seq", "from_block", "inputs"])
    .where("chain_id", "=", chainId)
    .where("generation", "=", generation)
    .orderBy("seq")
    .execute();
  return rows.map((row) => ({ seq: row.seq, fromBlock: row.from_block, inputs: row.inputs as EpochInputs }));
}

/** Those in force from a number on, ascending by seq, without what they screen with. */
export async function listEpochPlaces(
  db: Executor,
  { chainId, generation }: Pick<Lane, "chainId" | "generation">,
  fromSeq: number,
): Promise<EpochPlace[]> {
  return db
    .selectFrom("epoch")
    .select(["seq", "from_block as fromBlock"])
    .where("chain_id", "=", chainId)
    .where("generation", "=", generation)
    .where("seq", ">=", fromSeq)
    .orderBy("seq")
    .execute();
}

/** The last of those in force, without what it screens with. */
export async function findNewestEpoch(
  db: Executor,
  { chainId, generation }: Pick<Lane, "chainId" | "generation">,
): Promise<Omit<Epoch, "inputs"> | undefined> {
  return db
    .selectFrom("epoch")
    .select(["seq", "from_block as fromBlock"])
    .where("chain_id", "=", chainId)
    .where("generation", "=", generation)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Of whatever generation. */
export async function getEpochInputs(db: Executor, chainId: number, seq: number): Promise<EpochInputs> {
  const row = await db
    .selectFrom("epoch")
    .select("inputs")
    .where("chain_id", "=", chainId)
    .where("seq", "=", seq)
    .executeTakeFirstOrThrow();
  return row.inputs as EpochInputs;
}

/** Append-only: numbers go on through the generations. The lane's row is locked, so the next one is free. @returns it */
export async function insertEpoch(
  tx: Executor,
  { chainId, generation }: Pick<Lane, "chainId" | "generation">,
  { fromBlock, inputs }: Omit<Epoch, "seq">,
): Promise<Epoch> {
  const last = await tx
    .selectFrom("epoch")
    .select((eb) => eb.fn.max("seq").as("seq"))
    .where("chain_id", "=", chainId)
    .executeTakeFirstOrThrow();
  const seq = (last.seq ?? 0) + 1;
  await tx
    .insertInto("epoch")
    .values({ chain_id: chainId, seq, from_block: fromBlock, inputs: JSON.stringify(inputs), generation })
    .execute();
  return { seq, fromBlock, inputs };
}
