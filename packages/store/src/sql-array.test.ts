import type { Hex } from "@redflag/domain/hex";
import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { bytesOf, hexOf } from "./bytes.ts";
import { byteaArray, byteaArrayArray, numberArray, textArray } from "./sql-array.ts";

const db = await openTestDatabase(1);
const hex = fc.uint8Array({ maxLength: 40 }).map((bytes): Hex => hexOf(Buffer.from(bytes)));
// What PostgreSQL's text can hold: anything but NUL.
const text = fc.string({ unit: "grapheme", maxLength: 12 }).map((value) => value.replaceAll("\0", ""));

async function read<T>(column: ReturnType<typeof sql>): Promise<T[]> {
  const { rows } = await sql<{ value: T }>`select value from unnest(${column}) with ordinality as given (value, place)
    order by place`.execute(db.kysely);
  return rows.map((row) => row.value);
}

test("bytes survive", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(hex, { nil: undefined })), async (values) => {
      const back = await read<Buffer | null>(sql`${byteaArray(values)}::bytea[]`);
      expect(back.map((value) => (value === null ? undefined : hexOf(value)))).toEqual(values);
    }),
    { numRuns: 50 },
  );
});

test("text survives: quotes, braces, backslashes, the word null, any letter", async () => {
  const tricky = fc.constantFrom("null", "", "{}", '"', "\\", "a,b", '\\"', "\n");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.oneof(text, tricky), { nil: undefined })), async (values) => {
      const back = await read<string | null>(sql`${textArray(values)}::text[]`);
      expect(back.map((value) => value ?? undefined)).toEqual(values);
    }),
    { numRuns: 50 },
  );
});

test("256-bit amounts survive", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })), async (values) => {
      expect((await read<string>(sql`${numberArray(values)}::numeric[]`)).map(BigInt)).toEqual(values);
    }),
    { numRuns: 30 },
  );
});

test("arrays of different lengths survive within text", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(hex, { maxLength: 4 })), async (values) => {
      const texts = await read<string>(sql`${byteaArrayArray(values)}::text[]`);
      const back = await Promise.all(
        texts.map(async (value) => (await read<Buffer>(sql`${value}::bytea[]`)).map(hexOf)),
      );
      expect(back).toEqual(values);
    }),
    { numRuns: 20 },
  );
});

test("hex and bytes are each other's inverse", () => {
  fc.assert(fc.property(hex, (value) => hexOf(bytesOf(value)) === value));
});
