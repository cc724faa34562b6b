import type { Hex } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { parseBigQuantity, parseBytes, parseData, parseQuantity } from "./parse-hex.ts";

/** Reads the fields of one object of an endpoint's answer; whatever is not as it must be is a Problem naming it. */
export interface FieldReader {
  number(field: string): number;
  big(field: string): bigint;
  bytes(field: string, byteCount: number): Hex;
  data(field: string): Hex;
  list(field: string): readonly unknown[];
  /** Absent and null are the same: endpoints disagree on how to say "this block has none". */
  has(field: string): boolean;
  names(): string[];
  refuse(fact: string): Problem;
}

/**
 * @param what names the object in messages: `node.example: block 0x10`
 * @throws Problem `endpoint_malformed_answer` when the value is no object
 */
export function readFields(value: unknown, what: string): FieldReader {
  const refuse = (fact: string) => new Problem("endpoint_malformed_answer", `${what}: ${fact}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refuse("is not an object");
  const fields = value as Record<string, unknown>;
  function need<T>(field: string, parsed: T | undefined, kind: string): T {
    if (parsed === undefined) throw refuse(`${field} is not ${kind}`);
    return parsed;
  }
  return {
    number: (field) => need(field, parseQuantity(fields[field]), "a quantity"),
    big: (field) => need(field, parseBigQuantity(fields[field]), "a quantity"),
    bytes: (field, byteCount) => need(field, parseBytes(fields[field], byteCount), `${byteCount} bytes of hex`),
    data: (field) => need(field, parseData(fields[field]), "hex"),
    list: (field) => need(field, Array.isArray(fields[field]) ? (fields[field] as unknown[]) : undefined, "a list"),
    has: (field) => fields[field] !== undefined && fields[field] !== null,
    names: () => Object.keys(fields),
    refuse,
  };
}
