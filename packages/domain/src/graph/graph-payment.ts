import { USD } from "../flow-worth.ts";
import { isPayment, isServiceAt } from "../fold-profiles.ts";
import type { Observation } from "../heuristic.ts";
import { toMicros } from "../money.ts";
import type { RateTable } from "../rate-table.ts";
import type { PairPayment } from "./pair-memory.ts";
import type { GroupOpening } from "./payment-group.ts";

const MICROS = 1e6;

/** All that looking for shapes knows of a payment: plain data, which may go to another thread. */
export interface GraphPayment {
  pair: PairPayment;
  opening: GroupOpening;
}

/**
 * Undefined of what is not looked at: no payment, or one from or to a known service, since half of a chain is a neighbour of
 * an exchange. Throws what the rates throw.
 */
export function graphPaymentOf(
  { block: { time }, transfer, token, sender, recipient }: Observation,
  rates: RateTable,
): GraphPayment | undefined {
  if (!isPayment(transfer) || isServiceAt(sender, time) || isServiceAt(recipient, time)) return undefined;
  const { blockNumber, logIndex, txHash, txOrdinal } = transfer;
  const micros = rates.convert(toMicros(transfer.amount, token.contract.decimals), token.token.peg, USD, time);
  const worth = micros === undefined ? undefined : Number(micros) / MICROS;
  return {
    pair: { blockNumber, logIndex, from: sender.address, to: recipient.address, time, worth },
    opening: { txHash, token: transfer.token, txOrdinal },
  };
}
