import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { demo } from "@redflag/domain/chains/demo";
import { permissionsOf, type Role } from "@redflag/domain/role";
import { newApiKeySecret } from "@redflag/runtime/secret-token";
import { insertApiKey } from "@redflag/store/api-key";
import { insertLane, stopLane } from "@redflag/store/lane";
import { expect, test, vi } from "vitest";
import { runArguments } from "../run-arguments.ts";
import { runWithin, type Surroundings } from "../surroundings.ts";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";

const { directory, env, db, api } = await openApi();
const url = `http://127.0.0.1:${api.port}`;

async function keyFileOf(role: Role): Promise<string> {
  const { secret, prefix, hash } = newApiKeySecret();
  await db.kysely.transaction().execute((tx) =>
    insertApiKey(tx, {
      ...{ id: randomUUID(), name: role, prefix, secretHash: hash, role, scopes: [...permissionsOf([role])] },
      ...{ createdBy: "system", now: new Date(), expiresAt: new Date(Date.now() + 86_400_000) },
    }),
  );
  const file = join(directory, `${role}.key`);
  writeFileSync(file, secret, { mode: 0o600 });
  return file;
}

interface Told {
  state: string;
  lines: Array<{ condition?: string; subject: string; next?: string; runbook?: string }>;
}

async function conditionsBy(words: readonly string[]): Promise<string[]> {
  const { code, stdout } = await runCli(["status", "--json", ...words], { env });
  const { state, lines } = JSON.parse(stdout) as Told;
  expect(code).toBe({ ok: 0, look: 1, wrong: 2 }[state]);
  return lines.flatMap(({ condition, subject }) => (condition === undefined ? [] : [`${condition} ${subject}`])).sort();
}

test("--watch looks again: the trouble that came since stands in the next look, and it ends when its reader goes away", async () => {
  const stdout = new PassThrough();
  const given: Surroundings = { env, stdin: Readable.from([]), stdout, stderr: new PassThrough() };
  let told = "";
  stdout.setEncoding("utf8").on("data", (piece: string) => {
    told += piece;
  });
  const watching = runWithin(given, () => runArguments(["status", "--watch", "--json"]));
  const looks = () => told.split("\n").slice(0, -1);
  const WAIT = { timeout: 30_000, interval: 50 };
  await vi.waitFor(() => expect(looks().length).toBe(1), WAIT);
  await insertLane(db.kysely, demo.id, 1);
  await stopLane(db.kysely, demo.id, { reason: "block 31 was rewritten below final", forkBlock: 30 });
  await vi.waitFor(() => expect(looks().length).toBe(2), WAIT);
  stdout.destroy(Object.assign(new Error("gone"), { code: "EPIPE" }));
  await watching;
  const [before, after] = looks().map((line) => JSON.parse(line) as Told);
  expect(before?.lines.map(({ condition }) => condition)).not.toContain("lane_stopped");
  expect(after?.lines.find(({ condition }) => condition === "lane_stopped")).toMatchObject({
    ...{ subject: "demo", next: "redflag rebuild --chain demo", runbook: "docs/runbook.md#lane-stopped" },
  });
});

test("over HTTP the same is wrong as in the database; a key that may not look is told so", async () => {
  const ofDatabase = await conditionsBy([]);
  const ofApi = await conditionsBy(["--api", url, "--key-file", await keyFileOf("ops")]);
  expect(ofApi).toContain("lane_stopped demo");
  expect(ofApi).toEqual(ofDatabase);

  const refused = await runCli(["status", "--api", url, "--key-file", await keyFileOf("analyst")], { env: {} });
  const unheard = await runCli(["status", "--api", "http://127.0.0.1:9", "--key-file", join(directory, "ops.key")]);
  for (const { code, stdout } of [refused, unheard]) {
    expect([code, stdout]).toEqual([2, expect.stringMatching(/WRONG +API /)]);
  }
});
