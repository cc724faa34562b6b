import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Hash } from "@redflag/domain/hex";
import { type StoredAlert, streamAlerts } from "@redflag/store/alert-read";
import { upsertAlerts } from "@redflag/store/alert-write";
import { beforeAll, expect, test } from "vitest";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";
import { seedPassThrough } from "../testing/seed-pass-through.ts";

const { env, db, directory } = await openApi();
const alerts = new Map<string, StoredAlert>();
const idOf = (rule: string): Hash => (alerts.get(rule) as StoredAlert).alert.id;
const path = (name: string) => join(directory, name);
const redflag = (...args: readonly string[]) => runCli(args, { env });

beforeAll(async () => {
  await seedPassThrough(db);
  for await (const stored of streamAlerts(db.kysely, { withdrawn: false })) alerts.set(stored.alert.heuristic, stored);
  writeFileSync(path("key.pem"), (await redflag("audit", "key")).stdout);
});

/** What the audit tells of bundles that were made. */
async function toldBundles() {
  const { rows } = await db.pool.query<{ content: string }>(
    "select content from audit_entry where action = 'alert.bundle' order by seq",
  );
  return rows.map(({ content }) => JSON.parse(content) as { subject: string; detail: Record<string, unknown> });
}

test.each([["watchlist-hit"], ["rapid-pass-through"]])(
  "an alert of %s goes into a file that replays anywhere, and the audit knows its hash",
  async (rule) => {
    const id = idOf(rule);
    const file = path(`${rule}.zip`);
    const { code, stdout, stderr } = await redflag("alert", "bundle", id.slice(0, 12), "-o", file, "--json");
    expect([code, stderr]).toEqual([0, ""]);
    const bytes = readFileSync(file);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ file, bytes: bytes.length, sha256, replay: "exact", proven: 0 });
    const { file: _, keyId: __, ...detail } = told;
    expect((await toldBundles()).at(-1)).toMatchObject({ subject: `alert:${id}`, detail });
    // With nothing of this installation but the key.
    const replayed = await runCli(["bundle", "replay", file, "--key", path("key.pem"), "--json"]);
    const { steps, bundle } = JSON.parse(replayed.stdout);
    const open = steps.filter(({ outcome }: { outcome: string }) => outcome !== "holds");
    expect([replayed.code, bundle.alert, open.map(({ step }: { step: string }) => step)]).toEqual([0, id, ["proofs"]]);
  },
);

test("it is said in words what was made, and evidence is never written over", async () => {
  const file = path("spoken.zip");
  const id = idOf("rapid-pass-through");
  const made = await redflag("alert", "bundle", id, "--output", file);
  expect([made.code, made.stderr]).toEqual([0, ""]);
  const bytes = readFileSync(file);
  expect(made.stdout).toContain(createHash("sha256").update(bytes).digest("hex"));
  expect(made.stdout).toContain("the findings are the same");
  const before = await toldBundles();
  const again = await redflag("alert", "bundle", id, "--output", file);
  expect([again.code, again.stdout]).toEqual([1, ""]);
  expect(again.stderr).toContain("it is there already");
  const nowhere = await redflag("alert", "bundle", id, "--output", path("none/spoken.zip"));
  expect([nowhere.code, nowhere.stdout]).toEqual([1, ""]);
  expect(nowhere.stderr).toContain("there is no such folder");
  expect(Buffer.compare(readFileSync(file), bytes)).toBe(0);
  // Nobody took what was not written.
  expect(await toldBundles()).toEqual(before);
});

test("ids of none, of several and of a withdrawn alert are refused in words, with no file and no stack", async () => {
  const id = idOf("watchlist-hit");
  const bytes = Buffer.from(id.slice(2), "hex");
  const twin = Buffer.concat([bytes.subarray(0, 8), Buffer.alloc(24)]);
  const { chainId, alert } = alerts.get("watchlist-hit") as StoredAlert;
  await upsertAlerts(db.kysely, chainId, [{ ...alert, id: `0x${twin.toString("hex")}` }]);
  await db.pool.query("update alert set state = 'withdrawn' where id = $1", [twin]);
  const file = path("refused.zip");
  for (const [of, words] of [
    ["12345678", "none begins with 12345678"],
    [id.slice(0, 12), `is the beginning of`],
    [`0x${twin.toString("hex")}`, "was withdrawn"],
  ] as const) {
    const { code, stdout, stderr } = await redflag("alert", "bundle", of, "-o", file);
    expect([of, code, stdout]).toEqual([of, 1, ""]);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at /m);
  }
  expect(existsSync(file)).toBe(false);
});
