import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Receiver, startReceiver } from "@redflag/notify/testing/receiver";
import { openInstallationKey } from "@redflag/runtime/installation-key";
import { listTestStores } from "@redflag/runtime/queue-test-stores";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { type Database, openDatabase } from "@redflag/store/database";
import { eventIdOf, SampleWebhooks, samplePayload } from "@redflag/store/webhook.samples";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl } from "../test-database.ts";
import { PipelineProcess } from "./pipeline-process.ts";

const KILLS = 6;
const EVENTS_PER_KILL = 30;
const SUBJECTS = 7;
/** Long enough that some are always under way. */
const ANSWER_MS = 15;

test.each(listTestStores())(
  `${KILLS} kills between claim and record, and a queue flushed each time, lose no event on $name`,
  { timeout: 120_000 },
  async ({ name, open }) => {
    const url = await createTestDatabaseUrl();
    const db = await openDatabase({ url, applicationName: "kill test", poolMax: 4 });
    onTestFinished(() => db.close());
    const dataDir = await mkdtemp(join(tmpdir(), "redflag-notify-kill-"));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const receiver = await startReceiver();
    onTestFinished(() => receiver.close());
    receiver.answer = ({ response }) => void setTimeout(() => response.writeHead(200).end(), ANSWER_MS);
    const ca = join(dataDir, "ca.pem");
    await writeFile(ca, receiver.ca);
    const store = name === "redis" ? await open() : undefined;
    if (store !== undefined) onTestFinished(() => store.close());

    const key = await openInstallationKey(join(dataDir, "installation.key"));
    const secret = newWebhookSecret();
    const exchange = await SampleWebhooks.open(db);
    const subscribe = (path: string, isOrdered: boolean) =>
      exchange.subscribe({ url: `${receiver.url}/${path}`, isOrdered, seal: (id) => sealSecret(key, id, secret) });
    const ids = [await subscribe("any", false), await subscribe("ordered", true)];
    const env = {
      REDFLAG_DATABASE_URL: url,
      ...(store?.backend.kind === "redis" && { REDFLAG_REDIS_URL: store.backend.url }),
      REDFLAG_DATA_DIR: dataDir,
      REDFLAG_WEBHOOK_PRIVATE_HOSTS: receiver.host,
      NODE_EXTRA_CA_CERTS: ca,
    };
    const start = () => {
      const process = new PipelineProcess("notify", env);
      onTestFinished(async () => void (await process.end("SIGKILL")));
      return process;
    };

    const processes = [start(), start()];
    let count = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const slot = kill % processes.length;
      const victim = processes[slot] ?? start();
      await victim.ready;
      const before = receiver.received.length;
      await release(exchange, count, EVENTS_PER_KILL);
      count += EVENTS_PER_KILL;
      await receiver.receivedAtLeast(before + 5);
      await victim.end("SIGKILL");
      await (store?.flush() ?? forgetJobs(db));
      processes[slot] = start();
    }
    // What the dead had claimed is due once their time is up.
    const isOver = async () => {
      // Whoever settles locks rows in another order, and is not waited for.
      await db.pool.query(
        `update delivery set claimed_until = now() where (subscription_id, event_id) in (
          select subscription_id, event_id from delivery
          where claimed_until > now() + interval '30 s' for update skip locked)`,
      );
      const { rows } = await db.pool.query("select from delivery where state <> 'delivered' limit 1");
      return rows.length === 0 && (await exchange.deliveries(ids[0] ?? "")).length === count;
    };
    while (!(await isOver())) await sleep(500);
    for (const process of processes) expect(await process.end("SIGTERM"), process.log).toBe(0);

    const wanted = Array.from({ length: count }, (_, n) => eventIdOf(n)).sort();
    for (const path of ["/any", "/ordered"]) {
      const received = receiver.received.filter((request) => request.path === path);
      const sent = received.map(({ headers }) => headers["webhook-id"]);
      expect([...new Set(sent)].sort()).toEqual(wanted);
      expect(new Set(received.map(({ body }) => body)).size).toBe(new Set(received.map(bodyAndId)).size);
      for (const { headers, body } of received) new Webhook(secret).verify(body, { ...headers });
    }
    expect(firstSeen(receiver)).toEqual([...firstSeen(receiver)].sort((a, b) => a - b));
    process.stdout.write(
      `${KILLS} kills on ${name}: ${2 * count} deliveries in ${receiver.received.length} requests, 0 lost\n`,
    );
  },
);

async function release(exchange: SampleWebhooks, first: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, i) => first + i);
  await exchange.release(...numbers.map((n) => ({ n, payload: { ...samplePayload(`s${n % SUBJECTS}`), score: n } })));
}

/** As a Redis without its memory. */
async function forgetJobs(db: Database): Promise<void> {
  await db.pool.query("delete from bullmq.job where queue = 'notify-subscription'");
}

function bodyAndId({ body, headers }: Receiver["received"][number]): string {
  return `${headers["webhook-id"]} ${body}`;
}

/** Of one subject in the ordered subscription, the numbers of its events as they were first received. */
function firstSeen({ received }: Receiver): number[] {
  const own = received
    .filter(({ path }) => path === "/ordered")
    .map(({ body }) => JSON.parse(body).data)
    .filter(({ subject }) => subject === "s0");
  return [...new Set(own.map(({ score }) => score as number))];
}
