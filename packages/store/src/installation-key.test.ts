import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { getInstallationKeyId } from "./installation-key.ts";

const { kysely } = await openTestDatabase();

test("the first key stays the installation's, whatever others come with", async () => {
  const [mine, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
  expect(await getInstallationKeyId(kysely, { id: mine })).toEqual(mine);
  expect(await getInstallationKeyId(kysely, { id: other })).toEqual(mine);
});
