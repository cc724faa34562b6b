import { updateSourceFailed, updateSourceSucceeded, upsertListSource } from "@redflag/store/list-source";
import { upsertListLocked } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import { checkSources } from "./check-sources.ts";

const { kysely: db } = await openTestDatabase();
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
const check = async (hours = 0) => (await checkSources(db, inHours(hours)))[0];

test("a list's age is told with how its publisher failed, and is wrong once it is two intervals old", async () => {
  expect(await check()).toBeUndefined();
  await upsertListLocked(db, { id: "ofac", title: "OFAC", authority: "OFAC" });
  const urls = { "sdn.xml": "https://lists.example/sdn.xml?key=hunter22" };
  const definition = { format: "ofac-sdn-xml", urls, defaults: {}, everySeconds: 86_400, bytesMax: 1 };
  await upsertListSource(db, "ofac", definition);
  expect(await check()).toMatchObject({
    name: "source ofac",
    status: "ok",
    text: "fetched from lists.example every 24 h: never yet, due now",
  });
  expect(await check(1)).toMatchObject({ status: "note", hint: expect.stringContaining("Nobody fetches it") });

  await updateSourceSucceeded(db, "ofac", { nextSeconds: 86_400, validators: {} });
  expect(await check(3)).toMatchObject({ status: "ok", text: expect.stringMatching(/good 3 h ago, next in 21 h$/) });
  expect(await check(49)).toMatchObject({ status: "wrong", hint: expect.stringContaining("Nobody fetches it") });

  const failure = { code: "outbound_failed", detail: "lists.example: nobody listens there (ECONNREFUSED)" };
  await updateSourceFailed(db, "ofac", { nextSeconds: 49 * 3600, ...failure });
  await updateSourceFailed(db, "ofac", { nextSeconds: 49 * 3600, ...failure });
  expect(await check(2)).toMatchObject({
    status: "note",
    text: expect.stringContaining(
      "FAILED 2 times since, last 2 h ago: lists.example: nobody listens there (ECONNREFUSED)",
    ),
    hint: expect.stringContaining("The last good version stays live"),
  });
  expect(await check(48.1)).toMatchObject({
    status: "wrong",
    hint: expect.stringContaining("the publisher's address"),
  });
  expect(JSON.stringify(await check())).not.toContain("hunter22");

  await updateSourceFailed(db, "ofac", {
    nextSeconds: 49 * 3600,
    code: "list_row_invalid",
    detail: "2 bad rows\nline 3: no\nline 4: no",
  });
  expect((await check(2))?.text).toMatch(/2 bad rows: line 3: no …$/);
});
