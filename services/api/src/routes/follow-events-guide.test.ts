import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { expect, test } from "vitest";
import { readGuide } from "../../../../tests/guides/read-guide.ts";
import { openLogins } from "../testing/open-logins.ts";
import { openStream } from "../testing/open-stream.ts";
import { openTestApi } from "../testing/open-test-api.ts";
import { seedKey, seedSubscriber } from "../testing/seed-callers.ts";
import { testHandlers } from "../testing/test-handlers.ts";

const { db, staff, exchange } = await openLogins();
const subscriberId = await seedSubscriber(db);
const { secret } = await seedKey(db, "exchange", { subscriberId });
const { baseUrl } = await openTestApi({ db: staff, exchange, handlers: testHandlers(staff) });
await db.kysely.transaction().execute((tx) =>
  insertReleasedEvents(
    tx,
    subscriberId,
    SAMPLE_EVENTS.map(({ id, payload }) => ({ eventId: id, payload })),
  ),
);

/** A line of the guide, against this API, until the events that there are have come. */
async function run(line: string): Promise<{ output: string; ok: boolean }> {
  const [, asked] =
    /^curl -s "http:\/\/127\.0\.0\.1:8620(\S+)" -H "authorization: Bearer \$\(cat kumru\.key\)"$/.exec(line) ?? [];
  if (asked !== undefined) {
    const response = await fetch(baseUrl + asked, { headers: { authorization: `Bearer ${secret}` } });
    return { output: await response.text(), ok: response.ok };
  }
  const [, path] = /^curl -sN http:\/\/127\.0\.0\.1:8620(\S+) /.exec(line) ?? [];
  const [, lastId] = /-H "last-event-id: (\S+)"/.exec(line) ?? [];
  expect(path, line).toBeDefined();
  const headers = { authorization: `Bearer ${secret}`, ...(lastId !== undefined && { "last-event-id": lastId }) };
  try {
    const stream = await openStream(baseUrl + path, headers);
    for (const { id } of SAMPLE_EVENTS.slice(SAMPLE_EVENTS.findIndex(({ id }) => id === lastId) + 1)) {
      while ((await stream.next())?.id !== id);
    }
    stream.hangUp();
    return { output: stream.text, ok: true };
  } catch (error) {
    return { output: String(error), ok: false };
  }
}

test("the guide is followed: streams from the first event, from an id and from one that was never told, and pages", async () => {
  const steps = readGuide(readFileSync(join(import.meta.dirname, "../../../../docs/guides/follow-events.md"), "utf8"));
  let last = { output: "", ok: true };
  let lines = 0;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (step.kind === "run") {
      expect(step.commands).toHaveLength(1);
      last = await run(step.commands[0] ?? "");
      expect(last.ok, last.output).toBe(!(next?.kind === "output" && next.fails));
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last.output).toContain(line);
    lines += step.lines.length;
  }
  expect(lines).toBe(12);
});
