import { finished } from "node:stream/promises";
import fc from "fast-check";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { afterAll, expect, test } from "vitest";
import { createTestDatabaseUrl } from "../../test-database.ts";
import { CopyRows } from "./copy-rows.ts";

const client = new pg.Client(await createTestDatabaseUrl());
await client.connect();
afterAll(() => client.end());
await client.query(
  "create temp table given (row integer, place bigint, amount numeric(78, 0), bytes bytea, time timestamptz)",
);

const ROW = fc.record({
  place: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  amount: fc.oneof(
    fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
    fc.nat().map(BigInt),
    fc.nat({ max: 70 }).map((zeros) => 10n ** BigInt(zeros)),
  ),
  bytes: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes).toString("hex")),
  seconds: fc.integer({ min: 0, max: 4_000_000_000 }),
});

test("PostgreSQL reads back what was written", async () => {
  const property = fc.asyncProperty(fc.array(ROW, { minLength: 1, maxLength: 200 }), async (given) => {
    // Small, so that it has to grow.
    const rows = new CopyRows(32);
    for (const [i, { place, amount, bytes, seconds }] of given.entries()) {
      rows.row(5, 256);
      rows.integer(i);
      rows.bigint(place);
      rows.numeric(amount);
      rows.bytea(`0x${bytes}`, 2);
      rows.timestamp(seconds);
    }
    await client.query("truncate given");
    const stream = client.query(copyFrom("copy given from stdin binary"));
    stream.end(rows.finish());
    await finished(stream);
    const { rows: read } = await client.query(
      "select place, amount, encode(bytes, 'hex') as bytes, extract(epoch from time)::bigint as seconds from given order by row",
    );
    const expected = given.map((row) => ({
      ...row,
      place: `${row.place}`,
      amount: `${row.amount}`,
      seconds: `${row.seconds}`,
    }));
    expect(read).toEqual(expected);
  });
  await fc.assert(property, { numRuns: 30 });
});
