import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { insertOidcFlow, takeOidcFlow } from "./oidc-flow.ts";
import { after, hash32, NOW } from "./people.samples.ts";

const db = await openTestDatabase();
const add = (state: string, now = NOW) =>
  insertOidcFlow(db.kysely, {
    stateHash: hash32(state),
    nonce: `nonce ${state}`,
    codeVerifier: `verifier ${state}`,
    now,
    expiresAt: new Date(now.getTime() + 10),
  });
const take = (state: string, now: Date) => takeOidcFlow(db.kysely, hash32(state), now);

test("a flow is given once, also when two ask at once", async () => {
  await add("a");
  const taken = await Promise.all([take("a", NOW), take("a", NOW)]);
  expect(taken.filter((flow) => flow !== undefined)).toEqual([{ nonce: "nonce a", codeVerifier: "verifier a" }]);
  expect(await take("a", NOW)).toBeUndefined();
  expect(await take("never", NOW)).toBeUndefined();
});

test("an expired one is not given, and goes when the next begins", async () => {
  await add("b");
  expect(await take("b", after(10))).toBeUndefined();
  await add("c");
  await add("d", after(9));
  await add("e", after(10));
  const { rows } = await sql<{ nonce: string }>`select nonce from oidc_flow order by nonce`.execute(db.kysely);
  expect(rows.map(({ nonce }) => nonce)).toEqual(["nonce d", "nonce e"]);
});
