import { createPublicKey } from "node:crypto";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { findFreePort } from "../free-port.ts";
import { createTestDatabaseUrl } from "../test-database.ts";
import { mountsOf, ROOT, readComposeFile, type Service } from "./compose-file.ts";
import { endOf, startCommand } from "./container-command.ts";

const { services } = readComposeFile();
const SHIPPED = readdirSync(join(ROOT, "watchlists"), { withFileTypes: true })
  .filter((row) => row.isDirectory() && row.name !== "demo")
  .map(({ name }) => name)
  .sort();
/** What the script says where nothing is missing: lists first, then notes of jurisdictions. */
const HELD = [...SHIPPED, "corridor-examples", "fatf"].map((id) => `${id}: held already\n`).join("");
const folder = await mkdtemp(join(tmpdir(), "redflag-container-"));
afterAll(() => rm(folder, { recursive: true }));

/** Nobody listens there: a service must start, answer and stop all the same. */
const ENDPOINT = "http://127.0.0.1:9";
await writeFile(join(folder, "owner.env"), "PGPASSWORD=of-the-test\n");
await writeFile(join(folder, "redflag.env"), `REDFLAG_RPC_ETHEREUM=${ENDPOINT}\n`);
await writeFile(join(folder, "notify.env"), "");
await writeFile(join(folder, "api.env"), `REDFLAG_AUDIT_CHECKPOINTS=${join(folder, "checkpoints.ndjson")}\n`);
const logins = join(folder, "logins");
const around = {
  databaseUrl: await createTestDatabaseUrl("template0"),
  folders: {
    dist: dirname(BUILT.redflag),
    "/run/secrets": folder,
    "/run/redflag-logins": logins,
    "/var/lib/redflag-audit-key": join(folder, "audit-key"),
    "/var/lib/redflag-refresh": join(folder, "refresh"),
    "/var/lib/redflag-installation-key": join(folder, "installation-key"),
  },
  ports: { 8620: await findFreePort(), 9464: await findFreePort() },
};

function serviceNamed(name: string): Service {
  const service = services[name];
  if (service === undefined) throw new Error(`there is no service ${name}`);
  return service;
}

function run(name: string, ...words: readonly string[]) {
  const service = serviceNamed(name);
  const { entrypoint = [], command = [] } = service;
  return endOf(startCommand(service, [...entrypoint, ...(words.length > 0 ? words : command)], around));
}

function askHealth(name: string) {
  const service = serviceNamed(name);
  const [kind, ...words] = service.healthcheck?.test ?? [];
  expect(kind).toBe("CMD");
  return endOf(startCommand(service, words, around));
}

async function listHeld(): Promise<Array<{ id: string; seq: number }>> {
  const { code, stdout } = await run("redflag", "watchlist", "list", "--json");
  expect(code).toBe(0);
  const lines = stdout.trim().split("\n");
  return lines.map((line) => JSON.parse(line) as { id: string; seq: number });
}

/** The words that the guide tells its reader to run inside a running service. */
function guideWords(command: string): { name: string; words: string[] } {
  const guide = readFileSync(join(ROOT, "docs/guides/run-with-docker.md"), "utf8");
  const line = guide
    .split("\n")
    .map((each) => each.replace(/^docker compose exec (?:-T )?/, "").replace(/ > \S+$/, ""))
    .find((each) => each.endsWith(` dist/redflag.js ${command}`));
  const [name = "", ...words] = (line ?? "").split(" ");
  return { name, words };
}

// In the order in which Compose would run them, on one database that begins empty.

test("lists are not brought before the tables are there", async () => {
  expect(await run("lists")).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("migrat") });
});

test("migrate makes the tables of an empty database, and finds nothing to do the second time", async () => {
  expect(await run("migrate")).toMatchObject({ code: 0, stdout: expect.stringContaining("applied 0001_") });
  expect(await run("migrate")).toMatchObject({ code: 0, stdout: expect.stringContaining("up to date") });
});

test("logins writes the files that the services are given, and leaves them as they are", async () => {
  // The tests' server has given these roles logins already; on one of its own the service's own words are enough.
  const { command = [] } = serviceNamed("logins");
  const first = await run("logins", ...command, "--rotate");
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining("redflag_ingest: new") });
  const given = Object.values(services).flatMap((service) =>
    mountsOf(service).flatMap(({ volume }) => volume?.subpath ?? []),
  );
  expect((await readdir(logins)).sort()).toEqual(given.sort());
  const { code, stdout } = await run("logins");
  expect([code, stdout.match(/as before/g)?.length]).toEqual([0, given.length]);
});

test.each([
  ["ingest", "select from api_key"],
  ["screen", "select from app_user"],
  ["refresh", "update list_source set urls = '{}'"],
  ["exchange", "select from alert"],
  ["notify", "update released_event set payload = '{}'"],
  ["api", "delete from audit_entry"],
])("the login of %s is refused what is not its own", async (name, sql) => {
  const client = new pg.Client({ connectionString: (await readFile(join(logins, `${name}.url`), "utf8")).trim() });
  await client.connect();
  onTestFinished(() => client.end());
  await expect(client.query(sql)).rejects.toThrow("permission denied");
});

test("lists brings the shipped ones, without the demo's", async () => {
  expect(await run("lists")).toMatchObject({ code: 0, stderr: "" });
  expect((await listHeld()).map(({ id, seq }) => [id, seq])).toEqual(SHIPPED.map((id) => [id, 1]));
});

test("lists leaves a list alone that an operator has imported since", async () => {
  const csv = join(folder, "own.csv");
  // Fewer by two: what takes most of it away is held back by the list's gate.
  const shipped = await readFile(join(ROOT, "watchlists/ofac-sdn/entries.csv"), "utf8");
  await writeFile(csv, shipped.split("\n").slice(0, -3).join("\n"));
  const words = ["watchlist", "import", csv, "--list", "ofac-sdn", "--category", "sanctions"];
  expect(await run("redflag", ...words)).toMatchObject({ code: 0, stderr: "" });
  const before = await listHeld();
  expect(before).toContainEqual(expect.objectContaining({ id: "ofac-sdn", seq: 2 }));
  expect(await run("lists")).toMatchObject({ code: 0, stdout: HELD });
  expect(await listHeld()).toEqual(before);
});

test.each([
  ["ingest", '"chains":["ethereum"]'],
  ["screen", '"chains":["ethereum"]'],
  ["refresh", '"msg":"refresh runs"'],
  ["notify", '"msg":"notify runs"'],
  ["api", '"msg":"api listens"'],
])("%s gets well, says so, and closes in order", async (name, word) => {
  expect(await askHealth(name)).toMatchObject({ code: 1 });
  const service = serviceNamed(name);
  const child = startCommand(service, [...(service.entrypoint ?? []), ...(service.command ?? [])], around);
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = endOf(child);
  while (child.exitCode === null && (await askHealth(name)).code !== 0);
  child.kill("SIGTERM");
  const { code, stdout, stderr } = await ended;
  expect(stdout + stderr).toContain(word);
  expect(code).toBe(0);
});

test.each([
  ["ingest", 9464],
  ["screen", 9464],
  ["refresh", 9464],
  ["notify", 9464],
  ["api", 8620],
] as const)("%s is unwell while it says that it is not ready", async (name, port) => {
  const unready = createServer((_, response) => void response.writeHead(503).end()).listen(
    around.ports[port],
    "127.0.0.1",
  );
  onTestFinished(() => void unready.close());
  await once(unready, "listening");
  expect(await askHealth(name)).toMatchObject({ code: 1, stderr: "" });
});

test("the guide's doctor runs where the endpoints can be reached, and knows them", async () => {
  const { name, words } = guideWords("doctor");
  const service = serviceNamed(name);
  expect(service.networks).toContain("outside");
  const { code, stdout, stderr } = await endOf(startCommand(service, words, around));
  expect([code, stderr]).toEqual([1, ""]);
  expect(stdout).toContain("WRONG endpoint ethereum 127.0.0.1:9: Endpoint cannot be reached");
  expect(stdout).toContain("\n1 thing is wrong\n");
});

test("keys changes the key that the services have", async () => {
  const path = join(folder, "installation-key/installation.key");
  const before = await readFile(path, "utf8");
  expect(await run("keys", "secrets", "rotate", "installation-key")).toMatchObject({ code: 0, stderr: "" });
  expect(await readFile(path, "utf8")).not.toBe(before);
});

test("the guide's audit key is the one that the API has made", async () => {
  const { name, words } = guideWords("audit key");
  const path = join(folder, "audit-key/audit-signing-key.pem");
  const made = createPublicKey(await readFile(path, "utf8")).export({ type: "spki", format: "pem" });
  expect(await endOf(startCommand(serviceNamed(name), words, around))).toMatchObject({ code: 0, stdout: made });
});
