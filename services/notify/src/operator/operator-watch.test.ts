import { OperatorNotice } from "@redflag/contract/operator-notice";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { listOpenConditions } from "@redflag/store/condition";
import { openDatabase } from "@redflag/store/database";
import { upsertIngestState } from "@redflag/store/ingest-state";
import { insertLane } from "@redflag/store/lane";
import { SMTPServer } from "smtp-server";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../../tests/test-database.ts";
import { WebhookClient } from "../attempt/attempt.ts";
import { respond } from "../testing/answers.ts";
import { startReceiver } from "../testing/receiver.ts";
import { lookAtConditions } from "./look-at-conditions.ts";
import { createMailer } from "./mailer.ts";
import { type NoticeDeps, sendNextNotice, waysOf } from "./send-notice.ts";

const MINUTE_MS = 60_000;
const LISTED = `0x${"ab".repeat(20)}`;

const url = await createTestDatabaseUrl();
const owner = await openDatabase({ url, applicationName: "test", poolMax: 3 });
/** As the services log in: what they may not read or write fails here. */
const notify = await openDatabase({ url: urlOf("redflag_notify", url), applicationName: "notify", poolMax: 4 });
const other = await openDatabase({ url: urlOf("redflag_notify", url), applicationName: "notify", poolMax: 4 });

interface ReceivedMail {
  to: string[];
  raw: string;
}
const mails: ReceivedMail[] = [];
let mailRefused = false;
const smtp = new SMTPServer({
  allowInsecureAuth: true,
  disabledCommands: ["STARTTLS"],
  onAuth: ({ username, password }, _session, done) =>
    username === "duty" && password === "hunter2" ? done(null, { user: "duty" }) : done(new Error("no")),
  onMailFrom: (_address, _session, done) => (mailRefused ? done(new Error("no room for hunter2")) : done()),
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() });
      done();
    });
  },
});
await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
const address = smtp.server.address();
if (address === null || typeof address === "string") throw new Error("a TCP server has a port");

const mailer = createMailer({
  smtpUrl: `smtp://duty:hunter2@127.0.0.1:${address.port}`,
  from: "redflag@fiu.example",
  to: ["duty@fiu.example", "second@fiu.example"],
});
const receiver = await startReceiver();
const client = new WebhookClient({ policy: receiver.policy, ca: receiver.ca });
const secret = newWebhookSecret();
const deps: NoticeDeps = {
  mailer,
  webhook: { url: `${receiver.url}/hook`, secret, client },
  publicUrl: "https://redflag.fiu.example",
};
const ways = waysOf(deps);

afterAll(async () => {
  mailer.close();
  await client.close();
  await receiver.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
  await Promise.all([owner.close(), notify.close(), other.close()]);
});

/** Begins as it is: a receiver refuses what was signed long ago. */
let nowMs = Date.now();
beforeEach(async () => {
  await insertLane(owner.kysely, ethereum.id, 5);
  await setFollowed();
});
afterEach(async () => {
  await owner.pool.query("truncate lane, ingest_state, endpoint_state, condition, operator_notice cascade");
  mails.length = 0;
  receiver.received.length = 0;
  mailRefused = false;
  nowMs += 86_400_000;
});

/** Some process follows the chain, by the test's own clock. */
async function setFollowed(): Promise<void> {
  const endpoint = { ordinal: 1, host: "rpc.example", score: 1, isBarred: false, answers: {} };
  const processId = "00000000-0000-4000-8000-000000000001";
  await upsertIngestState(owner.kysely, { chainId: ethereum.id, processId, policy: "proof", endpoints: [endpoint] });
  await owner.pool.query("update ingest_state set seen_at = $1", [new Date(nowMs)]);
}

async function setStopped(reason: string | null): Promise<void> {
  await owner.pool.query(
    "update lane set stopped_reason = $1, stopped_fork = case when $1::text is null then null else 4 end",
    [reason],
  );
}

/** A minute later. @returns the changes that this look told of */
async function look(db = notify): Promise<string[] | undefined> {
  nowMs += MINUTE_MS;
  await setFollowed();
  const news = await lookAtConditions(db, { ways, now: new Date(nowMs) });
  return news?.map(({ change, kind }) => `${change} ${kind}`);
}

async function sendAll(): Promise<number> {
  let count = 0;
  while ((await sendNextNotice(notify.kysely, deps, new Date(nowMs))) !== undefined) count++;
  return count;
}

test("operators are told once of what begins and ends, by mail and by a signed webhook, and of nothing that is listed", async () => {
  await setStopped(`the chain was rewritten below what is final; it paid ${LISTED}`);
  expect([await look(), await look(), await look()]).toEqual([[], ["opened lane_stopped"], []]);
  expect(await sendAll()).toBe(2);
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toEqual(["duty@fiu.example", "second@fiu.example"]);
  expect(mails[0]?.raw).toMatch(/^Subject: \[Redflag\] CRITICAL ethereum: screening has stopped\r?$/m);
  expect(mails[0]?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
  expect(mails[0]?.raw).toContain("docs/runbook.md#lane-stopped");

  const [request] = receiver.received;
  if (request === undefined) throw new Error("the webhook arrived");
  new Webhook(secret).verify(request.body, { ...request.headers });
  const notice = OperatorNotice.parse(JSON.parse(request.body));
  expect(notice.data.installation).toBe("https://redflag.fiu.example");
  expect(notice.data.news).toMatchObject([
    { change: "opened", kind: "lane_stopped", about: "ethereum", severity: "critical", runbook: "lane-stopped" },
  ]);
  for (const told of [mails[0]?.raw, request.body]) expect(told).not.toMatch(/0x[0-9a-f]{8}|hunter2/i);

  await setStopped(null);
  expect([await look(), await look(), await look(), await look()].flat()).toEqual(["over lane_stopped"]);
  expect(await sendAll()).toBe(2);
  expect(mails[1]?.raw).toMatch(/^Subject: \[Redflag\] Over: ethereum: screening has stopped/m);
  expect(await listOpenConditions(owner.kysely)).toEqual([]);
});

test("of two processes that look at the same time one does, and of two that send each notice goes out once", async () => {
  await setStopped("rewritten");
  await look();
  nowMs += MINUTE_MS;
  await setFollowed();
  const now = new Date(nowMs);
  const looks = await Promise.all([notify, other].map((db) => lookAtConditions(db, { ways, now })));
  expect(looks.filter((news) => news !== undefined)).toHaveLength(1);
  await Promise.all([notify, other, notify, other].map((db) => sendNextNotice(db.kysely, deps, now)));
  expect([mails.length, receiver.received.length]).toEqual([1, 1]);
  // A process that was started anew begins with the rows of the one before.
  expect(await look(other)).toEqual([]);
});

test("what does not arrive is sent again under the same id, later and later, and given up after a day; why is kept without words of the server", async () => {
  await setStopped("rewritten");
  await look();
  await look();
  mailRefused = true;
  receiver.script.push(respond(500), respond(204));
  expect(await sendAll()).toBe(2);
  nowMs += 31_000;
  expect(await sendAll()).toBe(2);
  expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([
    expect.any(String),
    receiver.received[0]?.headers["webhook-id"],
  ]);
  const { rows } = await owner.pool.query(
    "select way, state, attempt_count, problem from operator_notice_delivery order by way",
  );
  expect(rows).toMatchObject([
    { way: "mail", state: "waiting", attempt_count: 2, problem: expect.stringMatching(/^E[A-Z]+ \d{3}$/) },
    { way: "webhook", state: "delivered", attempt_count: 2, problem: null },
  ]);
  nowMs += 86_400_000;
  expect(await sendAll()).toBe(1);
  expect(await sendAll()).toBe(0);
  const { rows: dead } = await owner.pool.query("select state from operator_notice_delivery where way = 'mail'");
  expect(dead).toEqual([{ state: "dead" }]);
});

test("a claim of a process that died is sent by another once it has ended", async () => {
  await setStopped("rewritten");
  await look();
  await look();
  await owner.pool.query("update operator_notice_delivery set claimed_until = $1", [new Date(nowMs + 60_000)]);
  expect(await sendAll()).toBe(0);
  nowMs += 61_000;
  expect(await sendAll()).toBe(2);
});

test("a clock that was ahead stops nobody from looking", async () => {
  await setStopped("rewritten");
  await lookAtConditions(other, { ways, now: new Date(nowMs + 3_600_000 * 24 * 365) });
  expect(await look()).toBeDefined();
});

test("without a way, conditions are kept and nothing waits to be sent", async () => {
  await setStopped("rewritten");
  for (let i = 0; i < 2; i++) {
    nowMs += MINUTE_MS;
    await setFollowed();
    await lookAtConditions(notify, { ways: [], now: new Date(nowMs) });
  }
  expect(await listOpenConditions(owner.kysely)).toMatchObject([
    { kind: "lane_stopped", about: "ethereum", severity: "critical" },
  ]);
  expect((await owner.pool.query("select from operator_notice")).rowCount).toBe(0);
});
