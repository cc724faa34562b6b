import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkpointText } from "@redflag/domain/audit";
import { signatureVerifier } from "@redflag/reports/public-key";
import { afterAll, expect, test } from "vitest";
import { auditKeyPath, findAuditKey, openAuditKey } from "./audit-key.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-audit-key-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("the key is made once, however many ask, and nobody else may read it", async () => {
  const home = join(directory, "made");
  const path = auditKeyPath({ dataDir: home });
  expect(await findAuditKey(path)).toBeUndefined();
  const keys = await Promise.all([openAuditKey(path), openAuditKey(path), openAuditKey(path)]);
  expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
  expect(readdirSync(home)).toEqual(["audit-signing-key.pem"]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect((await openAuditKey(path)).id).toBe(keys[0]?.id);
});

test("what it signs is valid under its public key alone, and for that text alone", async () => {
  const key = await openAuditKey(join(directory, "one.pem"));
  const other = await openAuditKey(join(directory, "other.pem"));
  const signed = key.sign({ database: "d", seq: 1, hash: "ff", at: "2026-01-05T10:00:00.000Z" });
  const der = createPublicKey(key.publicPem).export({ type: "spki", format: "der" });
  expect(signed.keyId).toBe(createHash("sha256").update(der).digest("hex"));

  const verifySignature = signatureVerifier([{ from: "one", pem: key.publicPem }]);
  const text = checkpointText(signed);
  expect(verifySignature(signed.keyId, text, signed.signature)).toBe("valid");
  expect(verifySignature(signed.keyId, `${text} `, signed.signature)).toBe("invalid");
  expect(verifySignature(signed.keyId, text, "")).toBe("invalid");
  expect(verifySignature(other.id, text, signed.signature)).toBe("unknown_key");
});

test("a file that holds no such key is named, and what it holds is not told", async () => {
  const path = join(directory, "wrong.pem");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  await expect(openAuditKey(path)).rejects.toMatchObject({
    code: "audit_key_invalid",
    detail: expect.stringContaining("ec"),
  });
  writeFileSync(path, "hunter2");
  await expect(openAuditKey(path)).rejects.toMatchObject({
    code: "audit_key_invalid",
    detail: `${path} holds no key in PEM`,
  });
  await expect(openAuditKey(directory)).rejects.toMatchObject({ code: "audit_key_invalid" });
  await expect(openAuditKey(join(path, "below.pem"))).rejects.toMatchObject({ code: "audit_key_invalid" });
});
