import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMPILE_CACHE } from "../../compile-cache.ts";
import type { WebhookWorld } from "./webhook-world.ts";

interface NotifyPlace {
  url: string;
  redisUrl: string | undefined;
  world: WebhookWorld;
}

export interface NotifyProcess {
  pid: number;
  end(): Promise<void>;
}

/** A real notify process that trusts the world's receivers, from the moment when it runs. */
export async function startNotify({ url, redisUrl, world }: NotifyPlace): Promise<NotifyProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), "redflag-webhooks-"));
  await writeFile(join(dataDir, "installation.key"), `${world.keyText}\n`, { mode: 0o600 });
  await writeFile(join(dataDir, "ca.pem"), world.ca);
  const child = spawn(process.execPath, [fileURLToPath(import.meta.resolve("@redflag/notify/main"))], {
    env: {
      PATH: process.env.PATH ?? "",
      ...COMPILE_CACHE,
      REDFLAG_DATABASE_URL: url,
      ...(redisUrl !== undefined && { REDFLAG_REDIS_URL: redisUrl }),
      REDFLAG_DATA_DIR: dataDir,
      REDFLAG_WEBHOOK_PRIVATE_HOSTS: world.receivers.map(({ host }) => host).join(","),
      NODE_EXTRA_CA_CERTS: join(dataDir, "ca.pem"),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  let log = "";
  const { promise: runs, resolve, reject } = Promise.withResolvers<void>();
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log = (log + text).slice(-10_000);
    if (log.includes("notify runs")) resolve();
  });
  void ended.then(() => reject(new Error(`notify ended before it was ready:\n${log}`)));
  await runs;
  assert(child.pid !== undefined);
  return {
    pid: child.pid,
    async end() {
      // Attempts that hang are not waited for.
      child.kill("SIGKILL");
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
