import { inLedgerOrder } from "@redflag/domain/flow-window";
import type { Transfer } from "@redflag/domain/transfer";

/** Transfers of one chain, in ledger order. */
export function eachOnce(transfers: readonly Transfer[]): Transfer[] {
  const found = new Map(transfers.map((transfer) => [`${transfer.blockNumber}/${transfer.logIndex}`, transfer]));
  return [...found.values()].sort(inLedgerOrder);
}
