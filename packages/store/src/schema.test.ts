import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { dumpAccess } from "./access-dump.ts";
import { dumpSchema } from "./schema-dump.ts";

const db = await openTestDatabase();

test("the migrations make the committed schema; `vitest -u` writes the new one for review", async () => {
  await expect(await dumpSchema(db.kysely)).toMatchFileSnapshot("../schema.snapshot.sql");
});

test("and nobody may do more than the committed copy says", async () => {
  await expect(await dumpAccess(db.kysely)).toMatchFileSnapshot("../access.snapshot.sql");
});
