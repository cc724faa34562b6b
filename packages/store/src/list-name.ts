import { FREEZE_LIST } from "@redflag/domain/freeze-book";
import { Problem } from "@redflag/domain/problem";

/** @throws Problem `list_undescribed` for the name of the list that the ledger itself is */
export function refuseFreezeList(id: string): void {
  if (id !== FREEZE_LIST) return;
  throw new Problem(
    "list_undescribed",
    `${id} is what issuers have frozen: it follows from the ledger and is not edited`,
  );
}
