import { hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "./config.ts";
import { openKeyFile } from "./key-file.ts";

/** What of the installation's rests encrypted or hashed in its database. Each use has a key that tells nothing of the other. */
export interface InstallationKey {
  /** Tells which key it is, and nothing of it: the database keeps it, so that no other is taken by mistake. */
  id: Buffer;
  /** AES-256, of `sealed-secret.ts`. */
  webhookSecret: Buffer;
  /** HMAC-SHA256, of `own-address-hash.ts`. */
  ownAddress: Buffer;
}

const KEY_BYTES = 32;
/** As the file holds it: hex digits, one line. */
const KEY_TEXT = /^[0-9a-f]{64}\n?$/;

export function installationKeyPath({
  dataDir,
  installationKeyFile,
}: Pick<Config, "dataDir" | "installationKeyFile">): string {
  return installationKeyFile ?? join(dataDir, "installation.key");
}

/**
 * The key in this file, which is made where there is none. Processes that start at once agree on one. The API and what sends
 * webhooks must read the same.
 * @throws Problem `installation_key_invalid`
 */
export async function openInstallationKey(path: string): Promise<InstallationKey> {
  const text = await openKeyFile(path, () => `${randomBytes(KEY_BYTES).toString("hex")}\n`, "installation_key_invalid");
  // What it holds instead may be somebody's secret: it is not repeated.
  if (!KEY_TEXT.test(text)) throw new Problem("installation_key_invalid", `${path} does not hold 64 hex digits`);
  return installationKeyOf(Buffer.from(text.trimEnd(), "hex"));
}

/** Of 32 bytes that nobody can guess. */
export function installationKeyOf(bytes: Buffer): InstallationKey {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", bytes, "", `redflag/${use}/1`, KEY_BYTES));
  return { id: derive("key-id"), webhookSecret: derive("webhook-secret"), ownAddress: derive("own-address") };
}
