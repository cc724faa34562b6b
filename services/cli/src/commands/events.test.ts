import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { SAMPLE_EVENTS } from "@redflag/contract/sample-events";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { insertSubscriber } from "@redflag/store/subscriber";
import { expect, test } from "vitest";
import { BUILT } from "../../../../tests/built-processes.ts";
import { COMPILE_CACHE } from "../../../../tests/compile-cache.ts";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";

const SUBSCRIBER = "3b0f4f5e-6f0a-4a5e-9d59-5f2a3a1f5b11";

const { directory, env, db, api } = await openApi();
await insertSubscriber(db.kysely, { id: SUBSCRIBER, name: "Kumru" });
const keyFile = join(directory, "kumru.key");
const create = ["key", "create", "--name", "kumru", "--role", "exchange", "--scope", "events:read"];
writeFileSync(keyFile, (await runCli([...create, "--subscriber", "Kumru"], { env })).stdout);

const base = `http://127.0.0.1:${api.port}`;
const run = (...args: readonly string[]) =>
  runCli(["events", "--api", base, "--key-file", keyFile, ...args], { env: {} });

test("an exchange reads what was released to it, over HTTP, with its key alone", async () => {
  const none = await run();
  expect(none).toMatchObject({
    code: 0,
    stdout: "",
    stderr: "there is no event that the holder of this key may see\n",
  });
  const events = SAMPLE_EVENTS.map(({ id, payload }) => ({ eventId: id, payload }));
  await db.kysely.transaction().execute((tx) => insertReleasedEvents(tx, SUBSCRIBER, events));
  const lines = (await run("--json")).stdout.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).payload)).toEqual(SAMPLE_EVENTS.map(({ payload }) => payload));
  const text = (await run()).stdout;
  expect(text.match(/^\d{4}-\S+Z /gm)).toHaveLength(SAMPLE_EVENTS.length);
  expect(text).toContain("new alert");
});

test("--follow goes on from an event until it is ended", async () => {
  const [first, ...later] = SAMPLE_EVENTS;
  const api = ["--api", base, "--key-file", keyFile, "--json"];
  const child = spawn(process.execPath, [BUILT.redflag, "events", ...api, "--follow", "--after", first?.id ?? ""], {
    env: { PATH: process.env.PATH ?? "", ...COMPILE_CACHE },
  });
  const ids: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    ids.push(JSON.parse(line).id);
    if (ids.length === later.length) child.kill("SIGINT");
  }
  expect(ids).toEqual(later.map(({ id }) => id));
  const refused = await run("--follow", "--after", `0x${"00".repeat(32)}`);
  expect(refused).toMatchObject({ code: 1, stdout: "" });
  expect(refused.stderr).toContain("no event of this id was told to you");
});

test("what the API refuses, and an API that is not there, are told in words", async () => {
  writeFileSync(join(directory, "wrong.key"), `rf_${"x".repeat(40)}`);
  const refused = await run("--key-file", join(directory, "wrong.key"));
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/Nobody is signed in\n.*request [\w-]{36}\)/);
  const nobody = createServer().listen(0, "127.0.0.1");
  await once(nobody, "listening");
  const address = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
  nobody.close();
  const away = await run("--api", address);
  expect(away).toMatchObject({ code: 1, stdout: "" });
  expect(away.stderr).toContain(`${address}: ECONNREFUSED`);
  const unread = await run("--key-file", join(directory, "none.key"));
  expect(unread.stderr).toContain("ENOENT");
  expect((await run("--api", "redflag.example")).code).toBe(2);
  expect((await run("--api", "http://redflag.example/api")).code).toBe(2);
});
