import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { EVENT_TYPES } from "@redflag/contract/subscription-filter";
import { webhookBody } from "@redflag/contract/webhook-body";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { Webhook } from "standardwebhooks";
import { afterAll, expect, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { readGuide } from "../guides/read-guide.ts";

const root = join(import.meta.dirname, "../..");
const guide = readFileSync(join(root, "docs/guides/receive-webhooks.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "redflag-guide-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("it says of each type what to do", () => {
  const [, section = ""] = guide.split("## What to do on each event");
  const rows = section.split("\n## ")[0]?.matchAll(/^\| `([\w.]+)`/gm) ?? [];
  expect([...rows].map(([, type]) => type).sort()).toEqual([...EVENT_TYPES].sort());
});

test("what it shows of `webhook listen` is what that prints, at its own port", async () => {
  const steps = readGuide(guide);
  const at = steps.findIndex(({ kind, ...step }) => kind === "run" && JSON.stringify(step).includes("webhook listen"));
  const [listening, , told] = steps.slice(at + 1).map((step) => (step.kind === "output" ? step.lines : []));
  const secret = newWebhookSecret();
  writeFileSync(join(folder, "kumru.whsec"), secret);
  const [command = ""] = (steps[at]?.kind === "run" && steps[at].commands) || [];
  const [redflag, ...args] = command.split(" ");
  expect(redflag).toBe("redflag");
  // Another port: whoever runs the tests may have something at the guide's.
  const child = spawn(process.execPath, [BUILT.redflag, ...args, "--port", "0"], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE },
  });
  const { value: note = "" } = await createInterface(child.stderr)[Symbol.asyncIterator]().next();
  expect([note.replace(/:\d+,/, ":8787,")]).toEqual(listening);

  const { id, payload } = SAMPLE_EVENTS.find((sample) => sample.payload.type === "endpoint.test") ?? expect.fail();
  const body = webhookBody({ payload, releasedAt: new Date() });
  const now = new Date();
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, now, body),
  };
  const [, url = ""] = /(http:\S+),/.exec(note) ?? [];
  expect((await fetch(url, { method: "POST", headers, body })).status).toBe(204);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const printed = [(await lines.next()).value, (await lines.next()).value];
  expect(told).toHaveLength(printed.length);
  for (const [index, line] of (told ?? []).entries()) expect(printed[index]).toContain(line);
  child.kill("SIGINT");
  await once(child, "exit");
});
