import type { Address } from "@redflag/domain/address";
import type { GraphPayment } from "@redflag/domain/graph/graph-payment";
import type { Hash } from "@redflag/domain/hex";
import type { ShowPayments } from "./graph-messages.ts";

/** Payments of a stretch, by columns, until there are enough for a message. */
export class PaymentColumns {
  readonly #size: number;
  readonly #from: Uint32Array<ArrayBuffer>;
  readonly #to: Uint32Array<ArrayBuffer>;
  readonly #blockNumber: Float64Array<ArrayBuffer>;
  readonly #logIndex: Uint32Array<ArrayBuffer>;
  readonly #time: Float64Array<ArrayBuffer>;
  readonly #worth: Float64Array<ArrayBuffer>;
  readonly #txOrdinal: Uint32Array<ArrayBuffer>;
  readonly #txHash: Hash[] = [];
  readonly #token: Address[] = [];

  constructor(size: number) {
    this.#size = size;
    this.#from = new Uint32Array(size);
    this.#to = new Uint32Array(size);
    this.#blockNumber = new Float64Array(size);
    this.#logIndex = new Uint32Array(size);
    this.#time = new Float64Array(size);
    this.#worth = new Float64Array(size);
    this.#txOrdinal = new Uint32Array(size);
  }

  get isFull(): boolean {
    return this.#txHash.length === this.#size;
  }

  get isEmpty(): boolean {
    return this.#txHash.length === 0;
  }

  /** @param from, to as the stretch numbers its addresses */
  add(from: number, to: number, { pair, opening }: GraphPayment): void {
    const at = this.#txHash.length;
    this.#from[at] = from;
    this.#to[at] = to;
    this.#blockNumber[at] = pair.blockNumber;
    this.#logIndex[at] = pair.logIndex;
    this.#time[at] = pair.time;
    this.#worth[at] = pair.worth ?? Number.NaN;
    this.#txOrdinal[at] = opening.txOrdinal;
    this.#txHash.push(opening.txHash);
    this.#token.push(opening.token);
  }

  /** These, once: whoever is given the message may move its buffers away. */
  take(lane: string): ShowPayments {
    const count = this.#txHash.length;
    return {
      kind: "payments",
      lane,
      from: this.#from.slice(0, count),
      to: this.#to.slice(0, count),
      blockNumber: this.#blockNumber.slice(0, count),
      logIndex: this.#logIndex.slice(0, count),
      time: this.#time.slice(0, count),
      worth: this.#worth.slice(0, count),
      txOrdinal: this.#txOrdinal.slice(0, count),
      txHash: this.#txHash.splice(0),
      token: this.#token.splice(0),
    };
  }
}
