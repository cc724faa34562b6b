import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@redflag/store/database";
import { SERVICE_ROLES } from "@redflag/store/service-role";
import { expect, onTestFinished, test } from "vitest";
import { createTestDatabaseUrl, urlOf } from "../../../tests/test-database.ts";
import { openServiceLogins } from "./service-logins.ts";
import { runCli } from "./testing/run-cli.ts";

const ownerUrl = await createTestDatabaseUrl();

async function openDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "redflag-logins-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

test("each service is given a URL in a file that nobody else can read; two at once agree, and again changes nothing", async () => {
  const db = await openDatabase({ url: ownerUrl, applicationName: "test", poolMax: 4 });
  onTestFinished(() => db.close());
  const directory = await openDirectory();
  const [one, other] = await Promise.all([1, 2].map(() => openServiceLogins(db, directory, { ownerUrl })));
  const urls = (logins = one) => logins?.map(({ url }) => url);
  expect(urls(other)).toEqual(urls(one));
  expect(one?.map(({ role }) => role)).toEqual(SERVICE_ROLES);
  for (const { file, url } of one ?? []) {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, "utf8")).trim()).toBe(url);
  }
  const again = await openServiceLogins(db, directory, { ownerUrl });
  expect([urls(again), again.some(({ isNew }) => isNew)]).toEqual([urls(one), false]);
  const rotated = await openServiceLogins(db, directory, { ownerUrl, rotate: true });
  expect(rotated.filter(({ url }) => urls(one)?.includes(url))).toEqual([]);
  // Whoever keeps no password of theirs leaves other people's alone, where it is told to.
  const elsewhere = openServiceLogins(db, await openDirectory(), { ownerUrl, sparing: true });
  await expect(elsewhere).rejects.toMatchObject({ code: "logins_refused" });
});

test("the command tells roles and files, and no password", async () => {
  const directory = await openDirectory();
  const env = { REDFLAG_DATABASE_URL: ownerUrl };
  const { code, stdout, stderr } = await runCli(["logins", directory, "--rotate", "--json"], { env });
  expect([code, stderr]).toEqual([0, ""]);
  expect((await readdir(directory)).sort()).toEqual([
    "api.url",
    "exchange.url",
    "ingest.url",
    "notify.url",
    "refresh.url",
    "screen.url",
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ logins: SERVICE_ROLES.map((role) => ({ role, isNew: true })) });
  const password = new URL(await readFile(join(directory, "api.url"), "utf8")).password;
  expect(password.length).toBeGreaterThan(40);
  expect(stdout).not.toContain(password);
  const elsewhere = await runCli(["logins", await openDirectory()], { env });
  expect([elsewhere.code, elsewhere.stdout]).toEqual([1, ""]);
  expect(elsewhere.stderr).toContain("--rotate would end it");

  const inFile = await runCli(["logins", join(directory, "api.url/logins")], { env });
  expect([inFile.code, inFile.stdout]).toEqual([1, ""]);
  expect(inFile.stderr).toMatch(/error: A file or a folder could not be used\n {2}ENOTDIR: .*api\.url\/logins'\n/);
});

test.each(["migrate", "logins"])("a service's login is refused %s, in words", async (command) => {
  const env = { REDFLAG_DATABASE_URL: urlOf("redflag_ingest", ownerUrl) };
  const args = command === "migrate" ? [command] : [command, await openDirectory()];
  const { code, stdout, stderr } = await runCli(args, { env });
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/does not own the database's tables|logins cannot be made/);
});
