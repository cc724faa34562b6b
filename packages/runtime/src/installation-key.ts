import { hkdfSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "./config.ts";
import { findKeyFile, openKeyFile } from "./key-file.ts";

/** What of the installation's rests encrypted or hashed in its database. Each use has a key that tells nothing of the other. */
export interface InstallationKey {
  /** Tells which key it is, and nothing of it: the database keeps it, so that no other is taken by mistake. */
  id: Buffer;
  /** AES-256, of `sealed-secret.ts`. */
  webhookSecret: Buffer;
  /**
   * HMAC-SHA256, of `own-address-hash.ts`, oldest first. A change of the key hashes each hash once more, for the address itself is
   * nowhere: so it takes all of them to get from an address to what is stored, and the newest alone keeps a reader of the table out.
   */
  ownAddress: readonly Buffer[];
}

const KEY_BYTES = 32;
/** As the file holds it: the key in hex digits, and a line of them for each earlier key of own addresses, oldest first. */
const KEY_TEXT = /^[0-9a-f]{64}(?:\n[0-9a-f]{64})*\n?$/;

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
  return parse(await openKeyFile(path, () => newKeyText([]), "installation_key_invalid"), path);
}

/**
 * The same, without making one.
 * @throws Problem `installation_key_invalid`
 */
export async function findInstallationKey(path: string): Promise<InstallationKey | undefined> {
  const text = await findKeyFile(path, "installation_key_invalid");
  return text === undefined ? undefined : parse(text, path);
}

/** What a file of a new key holds. @param earlier those that own addresses are hashed under already, oldest first */
export function newKeyText(earlier: readonly Buffer[]): string {
  return `${[randomBytes(KEY_BYTES), ...earlier].map((key) => key.toString("hex")).join("\n")}\n`;
}

/** Of 32 bytes that nobody can guess. The same bytes behind other earlier keys are another key: they hash to something else. */
export function installationKeyOf(bytes: Buffer, earlier: readonly Buffer[] = []): InstallationKey {
  const derive = (use: string, from = bytes) =>
    Buffer.from(hkdfSync("sha256", from, "", `redflag/${use}/1`, KEY_BYTES));
  return {
    id: derive("key-id", Buffer.concat([bytes, ...earlier])),
    webhookSecret: derive("webhook-secret"),
    ownAddress: [...earlier, derive("own-address")],
  };
}

function parse(text: string, path: string): InstallationKey {
  // What it holds instead may be somebody's secret: it is not repeated.
  if (!KEY_TEXT.test(text)) throw new Problem("installation_key_invalid", `${path} does not hold 64 hex digits`);
  const [bytes, ...earlier] = text.trimEnd().split("\n");
  return installationKeyOf(
    Buffer.from(bytes ?? "", "hex"),
    earlier.map((line) => Buffer.from(line, "hex")),
  );
}
