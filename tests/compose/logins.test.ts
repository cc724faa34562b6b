import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { type Config, loadConfig } from "@redflag/runtime/config";
import { SERVICE_ROLES } from "@redflag/store/service-role";
import { afterAll, expect, test } from "vitest";
import { isOurs, mountsOf, ROOT, readComposeFile, type Service } from "./compose-file.ts";
import { readDockerfile } from "./dockerfile.ts";

const LOGINS = "/run/redflag-logins";
const compose = readComposeFile();
const ours = Object.entries(compose.services).filter(([, service]) => isOurs(service));
const staying = ours.filter(([, { restart }]) => restart === "unless-stopped");
const asOwner = ours.filter(([, { restart }]) => restart === "no");

/** As `redflag logins` names them; its own test holds it to that, and another one runs it for these services. */
const WRITTEN = SERVICE_ROLES.map((role) => `${role.replace("redflag_", "")}.url`);

const folder = await mkdtemp(join(tmpdir(), "redflag-logins-"));
afterAll(() => rm(folder, { recursive: true }));
for (const file of WRITTEN) {
  const url = `postgres://redflag_${file}:secret@postgres:5432/redflag`;
  await writeFile(join(folder, file), url, { mode: 0o600 });
}

/** The files that the guide has its reader write, by name. */
function secretsOfGuide(): Record<string, string> {
  const guide = readFileSync(join(ROOT, "docs/guides/run-with-docker.md"), "utf8");
  const written = guide.matchAll(/^cat > \.redflag\/secrets\/(\S+) <<END\n([\s\S]*?)^END$/gm);
  return Object.fromEntries([...written].map(([, name = "", content = ""]) => [name, content]));
}

/** What a service reads: its variables, and below them those of the files that its command line names. */
function configOf({ entrypoint = [], environment = {} }: Service, secrets = secretsOfGuide()): Config {
  const files = entrypoint.flatMap((word) => /^--env-file=\/run\/secrets\/(.+)$/.exec(word)?.[1] ?? []);
  const given = files.map((file) => parseEnv(secrets[file] ?? ""));
  const variables = Object.entries(environment).map(([name, value]) => [name, value.replace(LOGINS, folder)]);
  return loadConfig(Object.assign({}, ...given, Object.fromEntries(variables)));
}

test("each service logs in as itself, and an exchange's calls as an exchange", () => {
  const files = staying.map(([name, service]) => [
    name,
    mountsOf(service).flatMap(({ volume }) => volume?.subpath ?? []),
  ]);
  expect(Object.fromEntries(files)).toEqual({
    ingest: ["ingest.url"],
    screen: ["screen.url"],
    refresh: ["refresh.url"],
    notify: ["notify.url"],
    api: ["api.url", "exchange.url"],
  });
});

test.each(ours)("Redflag understands all that %s is told, with what the guide writes", (_, service) => {
  expect(() => configOf(service)).not.toThrow();
});

test.each(ours)("a variable of %s that nobody knows would be seen", (_, service) => {
  const environment = { ...service.environment, REDFLAG_DATABASE_FILE: "/x" };
  expect(() => configOf({ ...service, environment })).toThrow("REDFLAG_DATABASE_FILE is not a variable");
});

test.each(staying)("%s sees its own login's files of the volume, and reads no other", (_, service) => {
  const mounts = mountsOf(service).filter(({ source }) => source === "logins");
  for (const { target, volume, read_only } of mounts) {
    expect([read_only, volume?.nocopy, target]).toEqual([true, true, `${LOGINS}/${volume?.subpath}`]);
    expect(WRITTEN).toContain(volume?.subpath);
  }
  const read = Object.values(service.environment ?? {}).filter((value) => value.startsWith(`${LOGINS}/`));
  expect(read.sort()).toEqual(mounts.map(({ target }) => target).sort());
  expect(configOf(service)).toMatchObject({ isServiceLogin: true });
});

test("only what gives the logins sees all of them, and does so before any service starts", () => {
  const whole = ours.filter(([, service]) => mountsOf(service).some(({ target }) => target === LOGINS));
  expect(whole.map(([name, { command }]) => [name, command])).toEqual([["logins", ["logins", LOGINS]]]);
  for (const [, { depends_on }] of staying) expect(depends_on).toHaveProperty("logins");
});

test("the owner's password is where somebody stands by or it ends by itself, and the services do not know the owner", () => {
  expect(asOwner.map(([name]) => name).sort()).toEqual(["keys", "lists", "logins", "migrate", "online", "redflag"]);
  for (const [, service] of asOwner) {
    expect(service.secrets).toContain("owner.env");
    expect(service.entrypoint).toContain("--env-file=/run/secrets/owner.env");
  }
  for (const [, service] of staying) {
    expect(service.secrets ?? []).not.toContain("owner.env");
    expect(service.environment).not.toHaveProperty("REDFLAG_DATABASE_URL");
  }
});

test("the guide writes each secret file, and the owner's password into one of them", () => {
  const written = secretsOfGuide();
  const others = ["postgres-password", "smtp.url", "operator.whsec"];
  expect(Object.keys(written).concat(others).sort()).toEqual(Object.keys(compose.secrets).sort());
  expect(Object.keys(written).filter((name) => written[name]?.includes("PASSWORD"))).toEqual(["owner.env"]);
});

test("operators are told by notify as the guide says, with secrets that nobody else is given", () => {
  const guide = readFileSync(join(ROOT, "docs/guides/run-with-docker.md"), "utf8");
  const [, added = ""] = /^cat >> \.redflag\/secrets\/notify\.env <<END\n([\s\S]*?)^END$/m.exec(guide) ?? [];
  const named = [...added.matchAll(/\/run\/secrets\/(\S+)/g)].map(([, name]) => name ?? "");
  const { notify } = compose.services;
  if (notify === undefined) throw new Error("there is no notify");
  expect(notify.secrets).toEqual(["notify.env", ...named]);
  for (const [name, { secrets = [] }] of ours) {
    if (name !== "notify") expect(secrets.filter((each) => named.includes(each))).toEqual([]);
  }
  // Guarded as in the guide.
  writeFileSync(join(folder, "smtp.url"), "smtps://user:password@mail.fiu.example:465\n", { mode: 0o600 });
  writeFileSync(join(folder, "operator.whsec"), `whsec_${Buffer.alloc(32, 1).toString("base64")}\n`, { mode: 0o600 });
  const { operator } = configOf(notify, { "notify.env": added.replaceAll("/run/secrets", folder) });
  expect([operator?.mail?.to, operator?.webhook?.url]).toEqual([
    ["operators@fiu.example"],
    "https://duty.fiu.example/redflag",
  ]);
});

test("keys are changed where the services have them, by a command line that has both volumes", () => {
  const { keys, api, notify } = compose.services;
  if (keys === undefined || api === undefined || notify === undefined) throw new Error("a service is missing");
  const [ofKeys, ofApi, ofNotify] = [configOf(keys), configOf(api), configOf(notify)];
  expect(ofKeys.auditKeyFile).toBe(ofApi.auditKeyFile);
  expect([ofApi.installationKeyFile, ofNotify.installationKeyFile]).toEqual(Array(2).fill(ofKeys.installationKeyFile));
  const volumesOf = (service: Service) =>
    mountsOf(service).flatMap(({ source, target }) => (source.endsWith("-key") ? [`${source} ${target}`] : []));
  expect(volumesOf(keys)).toEqual(volumesOf(api));
});

test("what a service writes lies in a volume that belongs to its user", () => {
  const { runs, user = "" } = readDockerfile();
  const [uid, gid] = user.split(":");
  const install = runs.find((run) => run.startsWith("install --directory")) ?? "";
  expect(install).toContain(`--owner=${uid} --group=${gid} --mode=0700`);
  const writable = ours.flatMap(([, service]) => mountsOf(service).filter(({ read_only }) => read_only !== true));
  expect(writable.length).toBeGreaterThan(0);
  for (const { target } of writable) expect(install.split(/\s+/)).toContain(target);

  const { api } = compose.services;
  if (api === undefined) throw new Error("there is no api");
  const { auditKeyFile = "", installationKeyFile = "", auditCheckpoints } = configOf(api);
  const folders = mountsOf(api).filter(({ read_only }) => read_only !== true);
  const inFolder = (path: string) => folders.some(({ target }) => path.startsWith(`${target}/`));
  expect([auditKeyFile, installationKeyFile].map(inFolder)).toEqual([true, true]);
  expect(auditCheckpoints).toMatchObject({ kind: "file", path: expect.toSatisfy(inFolder) });
});

test("the API is published where it listens", () => {
  const { api } = compose.services;
  if (api === undefined) throw new Error("there is no api");
  const { apiHost, apiPort } = configOf(api);
  expect([apiHost, api.ports]).toEqual(["0.0.0.0", [`127.0.0.1:\${API_PORT:-${apiPort}}:${apiPort}`]]);
});
