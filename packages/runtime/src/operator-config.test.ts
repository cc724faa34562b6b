import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import { newWebhookSecret } from "./webhook-secret.ts";

let dir: string;
const secret = newWebhookSecret();

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "redflag-operator-"));
  await writeFile(join(dir, "smtp.url"), "smtps://duty:hunter2@mail.example:465\n", { mode: 0o600 });
  await writeFile(join(dir, "operator.whsec"), `${secret}\n`, { mode: 0o600 });
  await writeFile(join(dir, "wrong"), "hunter2", { mode: 0o600 });
});
afterAll(() => rm(dir, { recursive: true }));

const mail = () => ({
  REDFLAG_OPERATOR_SMTP_URL_FILE: join(dir, "smtp.url"),
  REDFLAG_OPERATOR_MAIL_FROM: "redflag@fiu.example",
  REDFLAG_OPERATOR_MAIL_TO: "duty@fiu.example, second@fiu.example",
});
const webhook = () => ({
  REDFLAG_OPERATOR_WEBHOOK_URL: "https://duty.example/hook/key",
  REDFLAG_OPERATOR_WEBHOOK_SECRET_FILE: join(dir, "operator.whsec"),
});

function faultOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
  throw new Error("nothing was wrong");
}

test("operators are told by mail, by webhook, by both or not at all", () => {
  expect(loadConfig({}).operator).toBeUndefined();
  expect(loadConfig({ ...mail(), ...webhook() }).operator).toEqual({
    mail: {
      smtpUrl: "smtps://duty:hunter2@mail.example:465",
      from: "redflag@fiu.example",
      to: ["duty@fiu.example", "second@fiu.example"],
    },
    webhook: { url: "https://duty.example/hook/key", secret },
  });
  expect(loadConfig(webhook()).operator).not.toHaveProperty("mail");
});

test.each([
  ["half of a way", () => ({ ...mail(), REDFLAG_OPERATOR_MAIL_TO: "" }), "REDFLAG_OPERATOR_MAIL_TO is missing beside"],
  ["a webhook unsigned", () => ({ ...webhook(), REDFLAG_OPERATOR_WEBHOOK_SECRET_FILE: "" }), "SECRET_FILE is missing"],
  ["a second header", () => ({ ...mail(), REDFLAG_OPERATOR_MAIL_TO: "a@b\r\nBcc: c@d" }), "no list of mail|not a list"],
  ["no SMTP URL", () => ({ ...mail(), REDFLAG_OPERATOR_SMTP_URL_FILE: join(dir, "wrong") }), "holds no URL such as"],
  ["no secret", () => ({ ...webhook(), REDFLAG_OPERATOR_WEBHOOK_SECRET_FILE: join(dir, "wrong") }), "holds no secret"],
  ["no file", () => ({ ...mail(), REDFLAG_OPERATOR_SMTP_URL_FILE: join(dir, "none") }), "cannot be read \\(ENOENT"],
])("%s is refused, and nothing that is secret repeated", (_, env, fault) => {
  expect(faultOf(env())).toMatch(new RegExp(fault));
  expect(faultOf(env())).not.toMatch(/hunter2|hook\/key/);
});
