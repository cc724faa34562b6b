import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { dumpSchema } from "./schema-dump.ts";

const db = await openTestDatabase();

test("the migrations make the committed schema; `vitest -u` writes the new one for review", async () => {
  await expect(await dumpSchema(db.kysely)).toMatchFileSnapshot("../schema.snapshot.sql");
});
