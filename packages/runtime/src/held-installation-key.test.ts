import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAddress } from "@redflag/domain/address";
import { afterAll, expect, test } from "vitest";
import { HeldInstallationKey } from "./held-installation-key.ts";
import { openInstallationKey } from "./installation-key.ts";
import { nextKeyPath, previousKeyPath, settleNextKey, writeNextKey } from "./installation-key-change.ts";
import { hashOnce, ownAddressHash } from "./own-address-hash.ts";
import { sealSecret } from "./sealed-secret.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-held-key-"));
afterAll(() => rmSync(directory, { recursive: true }));
const { address } = parseAddress("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
const ID = "0b6f5c1e-6c1a-4a58-9d57-3b0a1f3f9c11";

test("a hash that is hashed once more at each change is what the address hashes to under the newest file", async () => {
  const path = join(directory, "chain.key");
  let key = await openInstallationKey(path);
  let stored = ownAddressHash(key, address);
  for (let change = 0; change < 3; change++) {
    const next = await writeNextKey(path, key, true);
    await settleNextKey(path);
    stored = hashOnce(next, stored);
    key = await openInstallationKey(path);
    expect(key).toEqual(next);
    expect(ownAddressHash(key, address)).toEqual(stored);
  }
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(4);
  expect([path, previousKeyPath(path)].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  // Where nobody has own addresses, nothing of the old one is kept.
  await writeNextKey(path, key, false);
  expect(readFileSync(nextKeyPath(path), "utf8").trim().split("\n")).toHaveLength(1);
});

test("a process that goes on finds the key in force in either file, and opens what was sealed before and after", async () => {
  const path = join(directory, "held.key");
  const held = await HeldInstallationKey.open(path);
  const old = held.newest;
  const next = await writeNextKey(path, old, true);
  const [before, after] = [sealSecret(old, ID, "before"), sealSecret(next, ID, "after")];
  expect(await held.of(old.id)).toBe(old);
  expect(() => held.openSecret(ID, after)).toThrow(expect.objectContaining({ code: "secret_unreadable" }));
  expect(await held.of(next.id)).toEqual(next);
  expect([held.openSecret(ID, before), held.openSecret(ID, after)]).toEqual(["before", "after"]);

  const late = await HeldInstallationKey.open(path);
  await settleNextKey(path);
  expect(await late.of(next.id)).toEqual(next);
  await expect(late.of(Buffer.alloc(32))).rejects.toMatchObject({ code: "installation_key_invalid" });

  // A file that lacks the earlier lines is another key, and is not taken for this one.
  copyFileSync(path, join(directory, "whole"));
  renameSync(previousKeyPath(path), path);
  await expect((await HeldInstallationKey.open(path)).of(next.id)).rejects.toMatchObject({
    code: "installation_key_invalid",
  });
});
