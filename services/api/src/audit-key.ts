import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type AuditCheckpoint, checkpointText } from "@redflag/domain/audit";
import type { SignatureVerdict } from "@redflag/domain/audit-fold";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";

/** The key that checkpoints are signed with. */
export interface AuditKey {
  /** SHA-256 of the public key (SPKI, DER), 64 hex digits. */
  id: string;
  /** SPKI, for whoever verifies. */
  publicPem: string;
  sign(checkpoint: Omit<AuditCheckpoint, "keyId" | "signature">): AuditCheckpoint;
}

export function auditKeyPath({ dataDir, auditKeyFile }: Pick<Config, "dataDir" | "auditKeyFile">): string {
  return auditKeyFile ?? join(dataDir, "audit-signing-key.pem");
}

/**
 * The key in this file, which is made where there is none. Processes that start at once agree on one.
 * @throws Problem `audit_key_invalid`
 */
export async function openAuditKey(path: string): Promise<AuditKey> {
  return (await findAuditKey(path)) ?? (await makeAuditKey(path));
}

/**
 * The same, without making one.
 * @throws Problem `audit_key_invalid`
 */
export async function findAuditKey(path: string): Promise<AuditKey | undefined> {
  const pem = await readKeyFile(path);
  if (pem === undefined) return undefined;
  const secret = parse(() => createPrivateKey(pem), path);
  const publicKey = createPublicKey(secret);
  const keyId = keyIdOf(publicKey);
  return {
    id: keyId,
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign(checkpoint) {
      const signature = sign(null, Buffer.from(checkpointText(checkpoint)), secret).toString("base64");
      return { ...checkpoint, keyId, signature };
    },
  };
}

async function readKeyFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw invalid(path, error);
  }
}

/** Written aside and linked into its place: whoever comes second takes the first one's, and nobody reads half of one. */
async function makeAuditKey(path: string): Promise<AuditKey> {
  const aside = `${path}.${randomUUID()}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(aside, "wx", 0o600);
    try {
      const { privateKey } = generateKeyPairSync("ed25519");
      await file.writeFile(privateKey.export({ type: "pkcs8", format: "pem" }));
      await file.sync();
    } finally {
      await file.close();
    }
    await link(aside, path).catch((error: unknown) => {
      if (!isCode(error, "EEXIST")) throw error;
    });
  } catch (error) {
    throw invalid(path, error);
  } finally {
    await rm(aside, { force: true });
  }
  const key = await findAuditKey(path);
  if (key === undefined) throw new Problem("audit_key_invalid", `${path} went away while it was made`);
  return key;
}

/**
 * What `AuditFold` asks about signatures, for these public keys.
 * @throws Problem `audit_key_invalid` for a text that is no such key
 */
export function signatureVerifier(
  publicPems: ReadonlyArray<{ from: string; pem: string }>,
): (keyId: string, text: string, signature: string) => SignatureVerdict {
  const keys = new Map<string, KeyObject>();
  for (const { from, pem } of publicPems) {
    const key = parse(() => createPublicKey(pem), from);
    keys.set(keyIdOf(key), key);
  }
  return (keyId, text, signature) => {
    const key = keys.get(keyId);
    if (key === undefined) return "unknown_key";
    const bytes = Buffer.from(signature, "base64");
    // The decoder overlooks much: of all the texts for these bytes only one is a signature.
    if (bytes.toString("base64") !== signature) return "invalid";
    return verify(null, Buffer.from(text), key, bytes) ? "valid" : "invalid";
  };
}

function keyIdOf(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
}

function parse(read: () => KeyObject, from: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch {
    // What the library says of it may quote it.
    throw new Problem("audit_key_invalid", `${from} holds no key in PEM`);
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new Problem("audit_key_invalid", `${from} holds a key of the kind ${key.asymmetricKeyType}, not of Ed25519`);
}

function invalid(path: string, cause: unknown): Problem {
  return new Problem("audit_key_invalid", `${path}: ${cause instanceof Error ? cause.message : cause}`, { cause });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
