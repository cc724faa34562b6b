import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SAMPLE_ORIGIN, sampleMemoryContent, sampleSigner } from "@redflag/reports/bundle/bundle.samples";
import { writeBundle } from "@redflag/reports/bundle/write-bundle";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-bundle-"));
afterAll(() => rmSync(directory, { recursive: true }));
const path = (name: string) => join(directory, name);
const content = sampleMemoryContent();
content.alert.evidence[0]?.reasons.push({ code: "noted", text: "a note \u001b[2J" });

beforeAll(() => {
  const signer = sampleSigner();
  const bytes = writeBundle(sampleMemoryContent(), { ...SAMPLE_ORIGIN, version: manifest.version }, signer);
  writeFileSync(path("bundle.zip"), bytes);
  writeFileSync(path("key.pem"), signer.publicPem);
  writeFileSync(path("other.pem"), sampleSigner().publicPem);
  const altered = Buffer.from(bytes);
  altered[altered.indexOf("6000000000")] = 0x37;
  writeFileSync(path("altered.zip"), altered);
  writeFileSync(path("text.zip"), "no zip");
  const noted = writeBundle(content, { ...SAMPLE_ORIGIN, madeBy: "A \u202e\u001b[2Jname" }, signer);
  writeFileSync(path("noted.zip"), noted);
});

test("a bundle is replayed with nothing but itself and the key", async () => {
  const { code, stdout, stderr } = await runCli(["bundle", "replay", path("bundle.zip"), "--key", path("key.pem")]);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(`bundle of alert ${content.alert.id}`);
  expect(stdout.match(/^ {2}holds /gm)).toHaveLength(9);
  expect(stdout.trim().split("\n").at(-1)).toBe("All that could be checked holds. Not checked: proofs.");
});

test.each([
  ["altered.zip", "key.pem", "archive"],
  ["bundle.zip", "other.pem", "signature"],
  ["text.zip", "key.pem", "archive"],
])("%s under %s fails, and says where", async (file, key, step) => {
  const { code, stdout } = await runCli(["bundle", "replay", path(file), "--key", path(key), "--json"]);
  expect([code, JSON.parse(stdout).firstDifference]).toEqual([1, step]);
});

/** Characters that a terminal obeys. */
const ACTS = /(?!\n)[\p{Cc}\p{Cf}]/u;

test("what is shown of one was not verified, and does nothing to a terminal", async () => {
  const { code, stdout, stderr } = await runCli(["bundle", "show", path("noted.zip")]);
  expect([code, stderr]).toEqual([0, "none of this was verified: redflag bundle replay does\n"]);
  expect(stdout).toContain("rapid-pass-through");
  expect(stdout).not.toMatch(ACTS);
  const replayed = await runCli(["bundle", "replay", path("noted.zip")]);
  expect([replayed.code, ACTS.test(replayed.stdout)]).toEqual([1, false]);
});

test.each([
  [["show", "text.zip"], "Evidence bundle cannot be read"],
  [["show", "nowhere.zip"], "Evidence bundle cannot be read"],
  [["replay", "nowhere.zip"], "Evidence bundle cannot be read"],
  [["replay", "bundle.zip", "--key", "bundle.zip"], "An audit key cannot be used"],
] as const)("redflag bundle %j says what is wrong and what to do", async ([command, ...files], title) => {
  const args = files.map((file) => (file.startsWith("--") ? file : path(file)));
  const { code, stdout, stderr } = await runCli(["bundle", command, ...args]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(title);
});
