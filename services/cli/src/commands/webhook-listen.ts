import assert from "node:assert";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { EventPayload } from "@redflag/contract/event-payload";
import { WebhookBody } from "@redflag/contract/webhook-body";
import { Problem } from "@redflag/domain/problem";
import { parseWebhookSecret } from "@redflag/runtime/webhook-secret";
import { type Command, InvalidArgumentError } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { eventSentence } from "../event-sentence.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { createWebhookListener, type HeardWebhook } from "../webhook-listener.ts";

interface Options {
  port: number;
  host: string;
  secret?: string[];
  secretFile?: string;
  fail?: number;
  json?: boolean;
}

export function addWebhookListen(webhook: Command): void {
  webhook
    .command("listen")
    .description(
      "receive webhooks, verify them and print them, until you end it: to try a subscription, not to act on it",
    )
    .option("--port <number>", "where to listen; 0 for any free port", parsePort, 8787)
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--secret <whsec>", "a secret of the subscription; give it twice while it is changed", collect)
    .option(
      "--secret-file <file>",
      "holds the secrets, one a line: others on this machine can see what is in arguments",
    )
    .option(
      "--fail <status>",
      "answer everything that is verified with this status, to see it tried again",
      parseStatus,
    )
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText(
      "after",
      examples(
        "redflag webhook listen --secret-file kumru.whsec",
        "redflag webhook listen --port 9000 --secret-file kumru.whsec --fail 500",
      ),
    )
    .action((options: Options, command: Command) => {
      if (options.secret === undefined && options.secretFile === undefined)
        command.error("error: give the subscription's secret with --secret-file or --secret");
      return runCommand(({ signal }) => listen(options, signal));
    });
}

async function listen({ port, host, fail, json = false, ...given }: Options, signal: AbortSignal): Promise<void> {
  const secrets = [
    ...(given.secret ?? []),
    ...(given.secretFile === undefined ? [] : await readSecrets(given.secretFile)),
  ];
  for (const secret of secrets) parseWebhookSecret(secret);
  const server = createWebhookListener({
    secrets,
    status: fail ?? 204,
    onHeard: (heard) => (json ? writeJson(jsonOf(heard)) : writeLine(textOf(heard))),
  });
  server.listen({ port, host });
  try {
    await once(server, "listening", { signal });
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && "code" in error)) throw error;
    throw new Problem("port_taken", `--port ${port} on ${host}: ${error.code}`, { cause: error });
  }
  const address = server.address();
  assert(typeof address === "object" && address !== null, "a TCP server has a port");
  const shown = host.includes(":") ? `[${host}]` : host;
  writeNote(`listening on http://${shown}:${address.port}, any path; Ctrl-C ends it`);
  const closed = once(server, "close");
  signal.addEventListener("abort", () => {
    server.close();
    server.closeAllConnections();
  });
  if (signal.aborted) server.close();
  await closed;
}

async function readSecrets(file: string): Promise<string[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    const cause = error instanceof Error && "code" in error ? error.code : error;
    throw new Problem("config_invalid", `the secret file ${file} cannot be read (${cause})`);
  }
  const secrets = text.split(/\s+/).filter((word) => word !== "");
  if (secrets.length === 0) throw new Problem("config_invalid", `the secret file ${file} is empty`);
  return secrets;
}

function jsonOf({ verdict, body, count, answered }: HeardWebhook): object {
  if ("refused" in verdict) return { refused: verdict.refused, answered };
  return { id: verdict.id, signedAt: verdict.signedAt.toISOString(), count, answered, body: toldBy(body) ?? body };
}

function textOf({ verdict, body, count, answered }: HeardWebhook): string {
  if ("refused" in verdict) return `refused: ${verdict.refused}\n  answered ${answered}`;
  const again = count === 1 ? "" : `, come ${count} times`;
  return `${bodyText(body)}\n  ${verdict.id}, signed at ${verdict.signedAt.toISOString()}${again}, answered ${answered}`;
}

function bodyText(body: string): string {
  const told = toldBy(body);
  if (told === undefined) return `signed, and not a webhook's body: ${JSON.stringify(body)}`;
  const { type, timestamp, data } = told;
  const payload = EventPayload.safeParse({ ...data, type });
  if (payload.success) return `${timestamp} ${eventSentence(payload.data)}`;
  return `${timestamp} ${JSON.stringify(type)}, in a form that is not known here: ${JSON.stringify(data)}`;
}

function toldBy(body: string): WebhookBody | undefined {
  try {
    return WebhookBody.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function collect(secret: string, before: readonly string[] = []): string[] {
  return [...before, secret];
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError("a port from 0 to 65535 is expected");
  return port;
}

function parseStatus(text: string): number {
  if (!/^[3-5]\d\d$/.test(text)) throw new InvalidArgumentError("a status from 300 to 599 is expected");
  return Number(text);
}
