import type { Address } from "../address.ts";
import type { Hash } from "../hex.ts";
import type { Transfer } from "../transfer.ts";
import { ADDRESS_BYTES, ByteReader } from "../varint.ts";
import { AddressNumbers, ZERO_NUMBER } from "./address-numbers.ts";
import { type PackedTransfers, viewOf } from "./packed-transfers.ts";

const HASH_BYTES = 32;
const ROWS_MIN = 1_024;

const MOVES_MONEY = 1;
const IS_PAYMENT = 2;
/** Of the same transaction as the row before. */
const CONTINUES = 4;
const SENDER_IS_SERVICE = 8;
const RECIPIENT_IS_SERVICE = 16;

/**
 * Transfers as numbers in arrays, in ledger order: what is kept of millions of them costs the collector nothing, and one is made
 * of a row only where somebody looks at it.
 */
export class TransferRows {
  readonly #numbers: AddressNumbers;
  readonly #tokens: Address[] = [];
  readonly #tokenNumbers = new Map<number, number>();
  #count = 0;
  #sender = new Uint32Array(ROWS_MIN);
  #recipient = new Uint32Array(ROWS_MIN);
  #token = new Uint16Array(ROWS_MIN);
  #blockNumber = new Float64Array(ROWS_MIN);
  #time = new Float64Array(ROWS_MIN);
  #logIndex = new Uint32Array(ROWS_MIN);
  #txOrdinal = new Uint32Array(ROWS_MIN);
  #txHash = new Uint8Array(ROWS_MIN * HASH_BYTES);
  #flags = new Uint8Array(ROWS_MIN);
  #amount = new BigUint64Array(ROWS_MIN);
  /** Of the few that 64 bits do not hold. */
  readonly #wideAmounts = new Map<number, bigint>();

  constructor(numbers: AddressNumbers) {
    this.#numbers = numbers;
  }

  get count(): number {
    return this.#count;
  }

  /** @returns the number of the first of them */
  append(packed: PackedTransfers): number {
    const begin = this.#count;
    this.#reserve(begin + packed.count);
    const { blockNumbers, logIndexes, txOrdinals, txHashes, tokens, senders, recipients, amounts } = packed;
    const [blocks, logs, ordinals] = [viewOf(blockNumbers), viewOf(logIndexes), viewOf(txOrdinals)];
    this.#txHash.set(txHashes, begin * HASH_BYTES);
    for (let at = 0; at < packed.count; at++) {
      const row = begin + at;
      const sender = this.#numbers.of(senders, at * ADDRESS_BYTES);
      const recipient = this.#numbers.of(recipients, at * ADDRESS_BYTES);
      const amount = BigInt(amounts[at] as string);
      this.#sender[row] = sender;
      this.#recipient[row] = recipient;
      this.#token[row] = this.#tokenOf(tokens, at * ADDRESS_BYTES);
      this.#blockNumber[row] = blocks.getUint32(at * 8) * 2 ** 32 + blocks.getUint32(at * 8 + 4);
      this.#logIndex[row] = logs.getUint32(at * 4);
      this.#txOrdinal[row] = ordinals.getUint32(at * 4);
      this.#amount[row] = amount;
      if (amount >= 2n ** 64n) this.#wideAmounts.set(row, amount);
      const moves = amount > 0n && sender !== recipient ? MOVES_MONEY : 0;
      const isPayment = moves !== 0 && sender !== ZERO_NUMBER && recipient !== ZERO_NUMBER;
      this.#flags[row] =
        moves | (isPayment ? IS_PAYMENT : 0) | (at > 0 && this.#hasHashOf(row, row - 1) ? CONTINUES : 0);
    }
    this.#count += packed.count;
    return begin;
  }

  sender(row: number): number {
    return this.#sender[row] as number;
  }

  recipient(row: number): number {
    return this.#recipient[row] as number;
  }

  blockNumber(row: number): number {
    return this.#blockNumber[row] as number;
  }

  /** Unix seconds of block time; only once it is noted. */
  time(row: number): number {
    return this.#time[row] as number;
  }

  logIndex(row: number): number {
    return this.#logIndex[row] as number;
  }

  amount(row: number): bigint {
    return this.#wideAmounts.get(row) ?? (this.#amount[row] as bigint);
  }

  token(row: number): Address {
    return this.#tokens[this.#token[row] as number] as Address;
  }

  txHash(row: number): Hash {
    const at = row * HASH_BYTES;
    return new ByteReader(this.#txHash.subarray(at, at + HASH_BYTES)).hex(HASH_BYTES);
  }

  movesMoney(row: number): boolean {
    return ((this.#flags[row] as number) & MOVES_MONEY) !== 0;
  }

  isPayment(row: number): boolean {
    return ((this.#flags[row] as number) & IS_PAYMENT) !== 0;
  }

  /** Whether the next row, which was appended with it, is of the same transaction. */
  isContinued(row: number): boolean {
    return row + 1 < this.#count && ((this.#flags[row + 1] as number) & CONTINUES) !== 0;
  }

  /**
   * What the row itself does not tell.
   * @param time of its block, unix seconds
   * @param sender whether that side is a known service at that time
   * @param recipient as well
   */
  note(row: number, time: number, sender: boolean, recipient: boolean): void {
    this.#time[row] = time;
    const noted = (sender ? SENDER_IS_SERVICE : 0) | (recipient ? RECIPIENT_IS_SERVICE : 0);
    if (noted !== 0) this.#flags[row] = (this.#flags[row] as number) | noted;
  }

  senderIsService(row: number): boolean {
    return ((this.#flags[row] as number) & SENDER_IS_SERVICE) !== 0;
  }

  recipientIsService(row: number): boolean {
    return ((this.#flags[row] as number) & RECIPIENT_IS_SERVICE) !== 0;
  }

  transfer(row: number): Transfer {
    return {
      blockNumber: this.blockNumber(row),
      logIndex: this.logIndex(row),
      txHash: this.txHash(row),
      txOrdinal: this.#txOrdinal[row] as number,
      token: this.token(row),
      sender: this.#numbers.textOf(this.sender(row)),
      recipient: this.#numbers.textOf(this.recipient(row)),
      amount: this.amount(row),
    };
  }

  /** Tokens are few: each is numbered as an address is, and from there on by how many were before it. */
  #tokenOf(tokens: Uint8Array, at: number): number {
    const number = this.#numbers.of(tokens, at);
    const known = this.#tokenNumbers.get(number);
    if (known !== undefined) return known;
    this.#tokenNumbers.set(number, this.#tokens.length);
    return this.#tokens.push(this.#numbers.textOf(number)) - 1;
  }

  #hasHashOf(row: number, other: number): boolean {
    const [a, b] = [row * HASH_BYTES, other * HASH_BYTES];
    for (let at = 0; at < HASH_BYTES; at++) if (this.#txHash[a + at] !== this.#txHash[b + at]) return false;
    return true;
  }

  #reserve(count: number): void {
    if (count <= this.#sender.length) return;
    const length = Math.max(count, this.#sender.length * 2);
    const grown = <Column extends { set(from: Column): void }>(column: Column, wider: Column): Column => {
      wider.set(column);
      return wider;
    };
    this.#sender = grown(this.#sender, new Uint32Array(length));
    this.#recipient = grown(this.#recipient, new Uint32Array(length));
    this.#token = grown(this.#token, new Uint16Array(length));
    this.#blockNumber = grown(this.#blockNumber, new Float64Array(length));
    this.#time = grown(this.#time, new Float64Array(length));
    this.#logIndex = grown(this.#logIndex, new Uint32Array(length));
    this.#txOrdinal = grown(this.#txOrdinal, new Uint32Array(length));
    this.#txHash = grown(this.#txHash, new Uint8Array(length * HASH_BYTES));
    this.#flags = grown(this.#flags, new Uint8Array(length));
    this.#amount = grown(this.#amount, new BigUint64Array(length));
  }
}

/** Each by itself. */
export function unpackTransfers(packed: PackedTransfers): Transfer[] {
  const rows = new TransferRows(new AddressNumbers());
  rows.append(packed);
  return Array.from({ length: rows.count }, (_, row) => rows.transfer(row));
}
