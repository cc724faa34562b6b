/*
 * Receives Redflag's webhooks: verifies them, keeps each once, answers at once, and does the work afterwards.
 *
 *   npm install standardwebhooks
 *   WEBHOOK_SECRETS="whsec_…" node receiver.ts
 *
 * While a secret is changed, WEBHOOK_SECRETS holds both, with a space between them. PORT is 8787 unless set, and INBOX the file
 * that what came is kept in: a table of yours with a unique id does the same.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

interface Delivery {
  id: string;
  body: string;
}

/** Redflag sends less than 20 kB. */
const BODY_BYTES_MAX = 64 * 1024;

const secrets = (process.env.WEBHOOK_SECRETS ?? "").split(" ").filter((secret) => secret !== "");
if (secrets.length === 0) throw new Error("WEBHOOK_SECRETS is not set");
const webhooks = secrets.map((secret) => new Webhook(secret));

const inboxPath = process.env.INBOX ?? "inbox.jsonl";
const known = new Set<string>();
const waiting = new Map<string, Delivery>();
readInbox();

const server = createServer((request, response) => {
  receive(request).then(
    (status) => {
      // What was refused for its length is not read to its end.
      if (status === 413) response.setHeader("connection", "close");
      response.writeHead(status).end();
      setImmediate(work);
    },
    () => response.destroy(),
  );
});
server.listen(Number(process.env.PORT ?? 8787), "127.0.0.1", () => {
  const address = server.address();
  say(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
  work();
});

async function receive(request: IncomingMessage): Promise<number> {
  if (request.method !== "POST") return 405;
  const body = await readBody(request);
  if (body === undefined) return 413;
  const id = verifiedId(request.headers, body);
  if (id === undefined) return 401;
  // At least once: what came before is answered as it was then.
  if (known.has(id)) return 204;
  // On disk before the answer: from then on Redflag takes it for delivered.
  append({ id, body });
  known.add(id);
  waiting.set(id, { id, body });
  return 204;
}

/** The bytes as they came: what is parsed and written again has another signature. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The event's id, if one of the secrets has signed it within five minutes; compared in constant time. */
function verifiedId(headers: IncomingHttpHeaders, body: string): string | undefined {
  const header = (name: string) => String(headers[`webhook-${name}`] ?? headers[`svix-${name}`] ?? "");
  const signed = {
    "webhook-id": header("id"),
    "webhook-timestamp": header("timestamp"),
    "webhook-signature": header("signature"),
  };
  for (const webhook of webhooks) {
    try {
      webhook.verify(body, signed);
      return signed["webhook-id"];
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
    }
  }
  return undefined;
}

/** One after the other, in the order in which they came; what a crash left is done at the next start. */
function work(): void {
  for (const { id, body } of waiting.values()) {
    handle(id, JSON.parse(body));
    append({ done: id });
    waiting.delete(id);
  }
}

/** Yours. It may be called again after a crash, with the same id. */
function handle(id: string, { type, data }: { type: string; data: Record<string, unknown> }): void {
  switch (type) {
    case "alert.created":
      say(`hold what ${data.subject} moves: ${data.severity} alert ${data.alert}`);
      break;
    case "alert.updated":
      say(`look again at alert ${data.alert}`);
      break;
    case "alert.final":
      say(`block and report: alert ${data.alert} is final`);
      break;
    case "alert.withdrawn":
      say(`release what was held for alert ${data.alert}: ${data.cause ?? "it no longer stands"}`);
      break;
    case "watchlist.entry_added":
    case "watchlist.entry_removed":
      say(`screen your addresses again: list ${data.list} is at version ${data.version}`);
      break;
    case "subscription.disabled":
      say(`call whoever runs this: nothing more is sent to ${data.subscription}, ${data.cause}`);
      break;
    default:
      // More types may come. What is not known is kept, and no failure.
      say(`nothing to do for ${type} ${id}`);
  }
}

function append(line: Delivery | { done: string }): void {
  const file = openSync(inboxPath, "a", 0o600);
  writeSync(file, `${JSON.stringify(line)}\n`);
  fsyncSync(file);
  closeSync(file);
}

function readInbox(): void {
  if (!existsSync(inboxPath)) return;
  const bytes = readFileSync(inboxPath);
  // What stands behind the last end of a line was cut off by a crash, and never answered for.
  const end = bytes.lastIndexOf("\n") + 1;
  truncateSync(inboxPath, end);
  for (const line of bytes.toString("utf8", 0, end).split("\n").slice(0, -1)) {
    const { id, body, done } = JSON.parse(line);
    if (done !== undefined) waiting.delete(done);
    else {
      known.add(id);
      waiting.set(id, { id, body });
    }
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
