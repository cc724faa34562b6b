import type { Address } from "@redflag/domain/address";
import type { Hash } from "@redflag/domain/hex";
import type { Random } from "../../simulator/random.ts";
import { addressOf, txHashOf } from "./draw-address.ts";
import type { PaymentDraw } from "./payment-draw.ts";

export interface DrawnTransfer {
  txHash: Hash;
  transactionIndex: number;
  logIndex: number;
  token: Address;
  sender: Address;
  recipient: Address;
  /** Base units. */
  amount: bigint;
}

/** Of a hundred transfers, so many share the transaction of the one before. */
const SAME_TRANSACTION_PERCENT = 10;
/** Other contracts' logs and transactions stand between ours. */
const GAP_MAX = 4;

/** Puts payments into the transactions of one block after the other. */
export class BlockDraw {
  readonly #random: Random;
  readonly #payments: Pick<PaymentDraw, "next">;
  #transactions = 0;

  constructor(random: Random, payments: Pick<PaymentDraw, "next">) {
    this.#random = random;
    this.#payments = payments;
  }

  /** Ascending by log index. */
  next(transferCount: number): DrawnTransfer[] {
    const random = this.#random;
    const transfers: DrawnTransfer[] = [];
    let [transactionIndex, logIndex] = [0, 0];
    for (let i = 0; i < transferCount; i++) {
      if (i === 0 || !random.chance(SAME_TRANSACTION_PERCENT)) {
        this.#transactions++;
        transactionIndex += random.between(1, GAP_MAX);
      }
      logIndex += random.between(1, GAP_MAX);
      const { from, to, token, amount } = this.#payments.next();
      transfers.push({
        txHash: txHashOf(this.#transactions),
        transactionIndex,
        logIndex,
        token,
        sender: addressOf(from),
        recipient: addressOf(to),
        amount,
      });
    }
    return transfers;
  }
}
