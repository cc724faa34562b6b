import type { Chain } from "@redflag/domain/chain";
import type { Executor } from "@redflag/store/database";
import { findProofTally } from "@redflag/store/proof-wanted";
import { countOf } from "../count-text.ts";
import type { Check } from "./check.ts";

/** Of how many blocks that final evidence stands on something is kept that shows them. */
export async function checkProofs(db: Executor, chain: Chain): Promise<Check[]> {
  const { kept, waiting, missing } = await findProofTally(db, chain.id);
  if (kept + waiting === 0) return [];
  const name = `evidence ${chain.name}`;
  const facts = { kept, waiting, missing };
  const shown = `${countOf(kept, "block")} of final evidence kept with ${kept === 1 ? "its" : "their"} proof`;
  const text = waiting === 0 ? shown : `${shown}, ${countOf(waiting, "block waits", "blocks wait")}`;
  if (missing === 0) return [{ name, status: "ok", text, facts }];
  const hint =
    "They are tried again for as long as they are missing. An endpoint that keeps old receipts (an archive) brings them; the " +
    "table proof_wanted says why of each.";
  return [{ name, status: "note", text: `${text}, ${missing} of them after no endpoint gave it`, hint, facts }];
}
