import type { FieldReader } from "./field-reader.ts";

/** What a receipt hashes after status, gas, bloom and logs, in order: numbers, or none. */
export type ReceiptTail = readonly bigint[];

/**
 * How the receipts of one family of chains are hashed. Reads what a receipt of this EIP-2718 type hashes besides the four
 * fields that all have; undefined for a type that the family does not have, which may hash anything.
 * @throws Problem `endpoint_malformed_answer` naming the field
 */
export type ReceiptCodec = (type: number, read: FieldReader) => ReceiptTail | undefined;

export const NO_TAIL: ReceiptTail = [];
