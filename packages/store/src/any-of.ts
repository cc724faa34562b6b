import type { Hex } from "@redflag/domain/hex";
import { sql } from "kysely";
import { byteaArray, numberArray } from "./sql-array.ts";

/*
 * For `where column = any of these`: one parameter however many there are. A list of parameters ends at 65,535, which
 * somebody who pays many addresses at once could reach, and a step that fails for its size fails for good.
 */

export function anyBytes(values: Iterable<Hex>) {
  return sql<Buffer>`any(${byteaArray(values)}::bytea[])`;
}

/** For `where column <> all of these`. */
export function allBytes(values: Iterable<Hex>) {
  return sql<Buffer>`all(${byteaArray(values)}::bytea[])`;
}

export function anyNumber(values: Iterable<number>) {
  return sql<number>`any(${numberArray(values)}::bigint[])`;
}
