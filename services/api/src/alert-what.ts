import type { Alert } from "@redflag/domain/alert";
import type { Hash } from "@redflag/domain/hex";
import { listNewestWords, type NewestWords } from "@redflag/store/alert-find";
import type { Executor } from "@redflag/store/database";
import { listWithdrawnTexts } from "./withdrawn-text.ts";

/** One sentence of each, as its explanation has it: the newest finding's words, or why it is withdrawn. */
export async function listWhats(db: Executor, alerts: readonly Alert[]): Promise<Map<Hash, NewestWords>> {
  const ids = alerts.map(({ id }) => id);
  const withdrawn = [...(await listWithdrawnTexts(db, alerts))].map(([id, text]) => [id, { text }] as const);
  return new Map([...withdrawn, ...(await listNewestWords(db, ids))]);
}
