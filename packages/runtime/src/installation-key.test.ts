import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { installationKeyOf, installationKeyPath, openInstallationKey } from "./installation-key.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-installation-key-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("the key is made once, however many ask, and nobody else may read it", async () => {
  const home = join(directory, "made");
  const path = installationKeyPath({ dataDir: home });
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => openInstallationKey(path)));
  expect(others).toEqual([first, first]);
  expect(readdirSync(home)).toEqual(["installation.key"]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await openInstallationKey(path)).toEqual(first);
});

test("each use has its own key, and none is what the file holds", async () => {
  const path = join(directory, "one.key");
  const { id, webhookSecret, ownAddress } = await openInstallationKey(path);
  const held = readFileSync(path, "utf8").trimEnd();
  const each = [id, webhookSecret, ...ownAddress].map((key) => key.toString("hex"));
  expect(new Set([held, ...each]).size).toBe(4);
  expect(each.map((key) => key.length)).toEqual([64, 64, 64]);
});

/** What is stored under it must be read by every later version. */
test("the same 32 bytes give the same keys for ever", () => {
  const { id, webhookSecret, ownAddress } = installationKeyOf(Buffer.alloc(32, 7));
  expect([id, webhookSecret, ...ownAddress].map((key) => key.toString("hex"))).toMatchInlineSnapshot(`
    [
      "0dc0534eb3705396a12fd311e20232c56d8cefcb5005b2f622314f3c66d41330",
      "a32c637d8b4c86fe14d954968d06baa023a2ff568d7c6519c6b780209a688c5e",
      "89a5f01a369daed116dee4097e4174623ae340ab2632a96550d056bd225372ea",
    ]
  `);
});

test("a file that every user of the machine may open is refused, and one of a group is not", async () => {
  const path = join(directory, "open.key");
  const key = await openInstallationKey(path);
  chmodSync(path, 0o604);
  await expect(openInstallationKey(path)).rejects.toMatchObject({
    code: "installation_key_invalid",
    detail: expect.stringContaining("every user of this machine may open it"),
  });
  chmodSync(path, 0o640);
  expect(await openInstallationKey(path)).toEqual(key);
});

test("a file that holds no key is named, and what it holds is not told", async () => {
  const path = join(directory, "wrong.key");
  for (const text of ["", "hunter2", "ab".repeat(31), "AB".repeat(32), `${"ab".repeat(32)}\n\n`]) {
    writeFileSync(path, text, { mode: 0o600 });
    await expect(openInstallationKey(path)).rejects.toMatchObject({
      code: "installation_key_invalid",
      detail: `${path} does not hold 64 hex digits`,
    });
  }
  await expect(openInstallationKey(directory)).rejects.toMatchObject({ code: "installation_key_invalid" });
  await expect(openInstallationKey(join(path, "below.key"))).rejects.toMatchObject({
    code: "installation_key_invalid",
  });
});
