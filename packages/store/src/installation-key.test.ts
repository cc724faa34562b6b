import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { assertInstallationKey } from "./installation-key.ts";

const { kysely } = await openTestDatabase();

test("the first key stays the installation's, and any other is refused", async () => {
  const [mine, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const;
  await assertInstallationKey(kysely, { id: mine });
  await assertInstallationKey(kysely, { id: mine });
  await expect(assertInstallationKey(kysely, { id: other })).rejects.toMatchObject({
    code: "installation_key_invalid",
  });
});
