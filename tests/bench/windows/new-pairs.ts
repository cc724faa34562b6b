import type { Address } from "@redflag/domain/address";
import type { GraphPayment } from "@redflag/domain/graph/graph-payment";
import { TRANSFERS_PER_STRETCH_MAX } from "@redflag/screen/fold-stretch";
import type { GraphRules, PackedMemories } from "@redflag/screen/graph-thread/graph-messages";
import type { GraphSeat } from "@redflag/screen/graph-thread/graph-seat";
import { eachOf, packStored } from "@redflag/screen/graph-thread/packed-memories";
import { PaymentColumns } from "@redflag/screen/graph-thread/payment-columns";
import { Random } from "../../simulator/random.ts";
import { addressOf, txHashOf } from "../chain/draw-address.ts";

const PAYMENTS_PER_MESSAGE = 2_048;
const BEGIN_S = 1_760_000_000;
const WORTH_MAX = 5_000;

interface Drawn {
  from: number;
  to: number;
  payment: GraphPayment;
}

/** A lane on which nearly every payment is the first of its pair, second by second, among so many addresses of its own. */
export class NewPairs {
  readonly #lane: string;
  readonly #first: number;
  readonly #addresses: number;
  readonly #random: Random;
  readonly #memories = new Map<Address, Uint8Array>();
  #paid = 0;

  constructor(number: number, addresses: number) {
    this.#lane = `${number} graph_state`;
    this.#first = number * addresses;
    this.#addresses = addresses;
    this.#random = new Random(`new pairs of ${this.#lane}`);
  }

  /** Shows so many payments to whoever sits there, as a lane does: stretch by stretch. */
  async show(seat: GraphSeat, rules: GraphRules, payments: number): Promise<void> {
    for (const end = this.#paid + payments; this.#paid < end; ) {
      await this.#stretch(seat, rules, Math.min(TRANSFERS_PER_STRETCH_MAX, end - this.#paid));
    }
  }

  async #stretch(seat: GraphSeat, rules: GraphRules, count: number): Promise<void> {
    const lane = this.#lane;
    const parts = this.#paid === 0 ? new Map() : "held";
    const addresses: Address[] = [];
    const numbers = new Map<number, number>();
    const drawn = Array.from({ length: count }, () => this.#draw(numbers, addresses));
    seat.post({ kind: "begin", lane, rules, parts, addresses, memories: packStored(addresses, this.#memories) });
    for (let at = 0; at < count; at += PAYMENTS_PER_MESSAGE) {
      const columns = new PaymentColumns(PAYMENTS_PER_MESSAGE);
      for (const { from, to, payment } of drawn.slice(at, at + PAYMENTS_PER_MESSAGE)) columns.add(from, to, payment);
      seat.post(columns.take(lane));
    }
    this.#keep(addresses, (await seat.end(lane)).memories);
  }

  #draw(numbers: Map<number, number>, addresses: Address[]): Drawn {
    const random = this.#random;
    const payer = random.between(0, this.#addresses - 1);
    const payee = (payer + random.between(1, this.#addresses - 1)) % this.#addresses;
    const [from, to] = [this.#numberOf(payer, numbers, addresses), this.#numberOf(payee, numbers, addresses)];
    const n = this.#paid++;
    const pair = {
      ...{ blockNumber: n, logIndex: 0, time: BEGIN_S + n, worth: random.between(1, WORTH_MAX) },
      ...{ from: addresses[from] as Address, to: addresses[to] as Address },
    };
    return { from, to, payment: { pair, opening: { txHash: txHashOf(n), token: addressOf(0), txOrdinal: 0 } } };
  }

  #numberOf(index: number, numbers: Map<number, number>, addresses: Address[]): number {
    let number = numbers.get(index);
    if (number === undefined) {
      number = addresses.push(addressOf(this.#first + index)) - 1;
      numbers.set(index, number);
    }
    return number;
  }

  /** As the database does: the bytes of their own, whatever becomes of the message. */
  #keep(addresses: readonly Address[], packed: PackedMemories): void {
    for (const [address, bytes] of eachOf(addresses, packed)) this.#memories.set(address, bytes.slice());
  }
}
