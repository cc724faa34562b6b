import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { promisify } from "node:util";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { webhookBody } from "@redflag/contract/webhook-body";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, describe, expect, test } from "vitest";

const FOLDER = join(import.meta.dirname, "../../docs/examples/webhooks");

interface Receiver {
  name: string;
  command: readonly string[];
}

/** Those that this machine can run. Another built one is run where RECEIVER_GO names it. */
function listReceivers(): Receiver[] {
  const receivers: Receiver[] = [{ name: "TypeScript", command: [process.execPath, join(FOLDER, "receiver.ts")] }];
  const { status } = spawnSync("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]);
  if (status === 0) receivers.push({ name: "Python", command: ["python3", join(FOLDER, "receiver.py")] });
  else process.stdout.write("\nNOT RUN: the receiver in Python, for want of python3 on the PATH.\n");
  const built = process.env.RECEIVER_GO;
  if (built !== undefined) receivers.push({ name: "Go", command: [built] });
  return receivers;
}

/** What the sample in a shell needs. */
const CAN_SEND = ["openssl version", "curl --version"].every((command) => {
  const [name = "", ...args] = command.split(" ");
  return spawnSync(name, args).status === 0;
});
if (!CAN_SEND) process.stdout.write("\nNOT RUN: the signed sample, for want of openssl or curl on the PATH.\n");

const printedBy = async (file: string, args: string[]) => (await promisify(execFile)(file, args)).stdout;

const [secret, nextSecret] = [newWebhookSecret(), newWebhookSecret()];
const running: ChildProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), "redflag-receivers-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
});

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

interface Running {
  child: ChildProcess;
  url: string;
  /** What it says that it does, line by line. */
  lines: AsyncIterator<string>;
}

async function start({ command: [file = "", ...args] }: Receiver, inbox: string, secrets = secret): Promise<Running> {
  const env = { PATH: process.env.PATH ?? "", WEBHOOK_SECRETS: secrets, PORT: "0", INBOX: inbox };
  const child = spawn(file, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  const lines = (createInterface(child.stdout) as Interface)[Symbol.asyncIterator]();
  const { value } = await lines.next();
  const [, url] = /^listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(value ?? "") ?? [];
  return { child, url: url ?? expect.fail(String(value)), lines };
}

interface Sent {
  id: string;
  body: string;
  with?: string;
  at?: Date;
  /** `webhook`, or as Svix's server calls them. */
  names?: string;
  signature?: string;
}

async function send(url: string, { id, body, with: by = secret, at = new Date(), names = "webhook", signature }: Sent) {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      [`${names}-id`]: id,
      [`${names}-timestamp`]: String(Math.floor(at.getTime() / 1_000)),
      [`${names}-signature`]: signature ?? new Webhook(by).sign(id, at, body),
    },
    body,
  });
  return response.status;
}

const SENT = SAMPLE_EVENTS.map(({ id, payload }) => ({ id, body: webhookBody({ payload, releasedAt: new Date() }) }));
const [first = expect.fail()] = SENT;
const inboxOf = (name: string) => join(folder, name);

describe.each(listReceivers())("the receiver in $name", (receiver) => {
  test("takes every event, does what it is for, and does it once however often it comes", async () => {
    const { url, lines } = await start(receiver, inboxOf(`${receiver.name}-all`));
    for (const sent of SENT) expect(await send(url, sent)).toBe(204);
    for (const sent of SENT) expect(await send(url, { ...sent, at: new Date(Date.now() - 200_000) })).toBe(204);
    expect(await send(url, { id: "later", body: JSON.stringify({ type: "alert.created.v2", data: {} }) })).toBe(204);
    const said: string[] = [];
    while (said.length <= SENT.length) said.push((await lines.next()).value);
    expect(said[0]).toMatch(/^hold what eip155:31337:0x0+1 moves: SEVERE alert 0x/);
    expect(said[4]).toMatch(/^release what was held for alert 0x\w+: it no longer stands$/);
    expect(said[9]).toBe("screen your addresses again: list sample-orders is at version 2");
    expect(said.at(-1)).toBe("nothing to do for alert.created.v2 later");
  });

  test("does what came over many connections in the order in which it was kept", async () => {
    const inbox = inboxOf(`${receiver.name}-many`);
    const { url, lines } = await start(receiver, inbox);
    const ids = Array.from({ length: 100 }, (_, i) => `e${i}`);
    const body = JSON.stringify({ type: "not.known", data: {} });
    expect(await Promise.all(ids.map((id) => send(url, { id, body })))).toEqual(ids.map(() => 204));
    const said: string[] = [];
    while (said.length < ids.length) said.push((await lines.next()).value);
    const kept = readFileSync(inbox, "utf8").trimEnd().split("\n");
    const inOrder = kept.map((line) => JSON.parse(line).id).filter((id) => id !== undefined);
    expect(said).toEqual(inOrder.map((id) => `nothing to do for not.known ${id}`));
  });

  test("refuses what is not signed so, within five minutes, over these bytes", async () => {
    const { url } = await start(receiver, inboxOf(`${receiver.name}-refused`));
    const { id, body } = first;
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    expect(await send(url, { ...first, with: nextSecret })).toBe(401);
    expect(await send(url, { ...first, at: minutesAgo(6) })).toBe(401);
    expect(await send(url, { ...first, at: minutesAgo(-6) })).toBe(401);
    // One time for all of them: a second later the same signature is refused for its time alone.
    const at = new Date();
    const signature = new Webhook(secret).sign(id, at, body);
    expect(await send(url, { id, body: body.replace("SEVERE", "LOW"), at, signature })).toBe(401);
    expect(await send(url, { id: "another", body, at, signature })).toBe(401);
    for (const wrong of ["", "v1,", "v1", signature.replace("v1,", "v2,"), signature.slice(0, -4), "v1,ü"]) {
      expect(await send(url, { id, body, at, signature: wrong }), wrong).toBe(401);
    }
    expect(await send(url, { id, body, at, signature: `v1a,abc v1,AAAA ${signature}` })).toBe(204);
    expect((await fetch(url, { method: "POST", body })).status).toBe(401);
    expect((await fetch(url)).status).toBe(405);
  });

  test("takes either secret while they are changed, and either form of the headers", async () => {
    const { url } = await start(receiver, inboxOf(`${receiver.name}-two`), `${secret} ${nextSecret}`);
    const { id, body } = first;
    expect(await send(url, { id: "1", body, with: secret })).toBe(204);
    expect(await send(url, { id: "2", body, with: nextSecret })).toBe(204);
    expect(await send(url, { id: "3", body, names: "svix" })).toBe(204);
    expect(await send(url, { id, body, with: newWebhookSecret() })).toBe(401);
  });

  test("goes on after a crash with what it had answered for, and takes nothing twice", async () => {
    const inbox = inboxOf(`${receiver.name}-crash`);
    const before = await start(receiver, inbox);
    for (const sent of SENT.slice(0, 3)) expect(await send(before.url, sent)).toBe(204);
    for (let i = 0; i < 3; i++) await before.lines.next();
    await stop(before.child);
    // Of what it had done one thing was not written down, and what came then only in part.
    const kept = readFileSync(inbox, "utf8").trimEnd().split("\n");
    const undone = kept.filter((line) => !(line.includes('"done"') && line.includes(SENT[2]?.id ?? "")));
    writeFileSync(inbox, `${undone.join("\n")}\n`);
    appendFileSync(inbox, `{"id":"${SENT[3]?.id}","bo`);
    const after = await start(receiver, inbox);
    expect((await after.lines.next()).value).toMatch(/^block and report/);
    for (const sent of SENT.slice(0, 4)) expect(await send(after.url, sent)).toBe(204);
    expect((await after.lines.next()).value).toMatch(/^hold what/);
    await stop(after.child);
    const third = await start(receiver, inbox);
    expect(await send(third.url, { id: "last", body: first.body })).toBe(204);
    expect((await third.lines.next()).value).toMatch(/^hold what/);
  });

  test.runIf(CAN_SEND)(
    "takes the signed sample that the console shows, and refuses it with another secret",
    async () => {
      const { url } = await start(receiver, inboxOf(`${receiver.name}-sample`));
      const sent = (by: string) => {
        const file = join(folder, `${by.slice(-8).replace(/\W/g, "")}.whsec`);
        writeFileSync(file, `${by}\n`);
        return printedBy("sh", [join(FOLDER, "send-signed.sh"), file, url]);
      };
      expect([await sent(secret), await sent(nextSecret)]).toEqual(["204\n", "401\n"]);
    },
  );

  test("reads no body without end", async () => {
    const { url } = await start(receiver, inboxOf(`${receiver.name}-long`));
    // It may hang up before it has read all that is sent.
    const status = await send(url, { id: "long", body: " ".repeat(70_000) }).catch(() => 413);
    expect(status).toBe(413);
    expect(await send(url, first)).toBe(204);
  });
});
