import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DCLinter } from "dclint";
import { expect, onTestFinished, test } from "vitest";
import { BUILT } from "../built-processes.ts";
import { listPaths } from "../layers/repository.ts";
import { isOurs, mountsOf, ROOT, readComposeFile, type Service } from "./compose-file.ts";
import { keepForBuild, readDockerfile } from "./dockerfile.ts";

interface LintMessage {
  rule: string;
  type: string;
  message: string;
}

const compose = readComposeFile();
const services = Object.entries(compose.services);
const staying = services.filter(([, service]) => service.restart === "unless-stopped");
const atOnce = services.filter(([, service]) => service.restart === "no");
const text = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");

/** Faults by the Compose Specification's schema, and by the linter's rules that are about more than the order of keys. */
function lint(path: string): LintMessage[] {
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] });
  const results: Array<{ messages: LintMessage[] }> = linter.lintFiles([path], false);
  expect(results).toHaveLength(1);
  return results.flatMap(({ messages }) => messages).filter(({ type }) => type === "error");
}

test("the file keeps to the Compose Specification", () => {
  expect(lint(join(ROOT, "docker-compose.yml"))).toEqual([]);
});

test.each([
  ["a key that nobody knows", "mem_limit: 512m", "memory_limit: 512m"],
  ["a key that nobody knows, in what several share", "read_only: true", "readonly: true"],
  ["a key that nobody knows, of a volume", "subpath:", "sub_path:"],
  ["a condition that does not exist", "service_completed_successfully", "service_done"],
  ["a port open to the network", "127.0.0.1:$", "$"],
  ["an image without a tag", "redis:8.10.2-trixie", "redis"],
])("%s is a fault", async (_, ours, theirs) => {
  const folder = await mkdtemp(join(tmpdir(), "redflag-compose-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "docker-compose.yml");
  await writeFile(path, text.replaceAll(ours, theirs));
  expect(lint(path)).not.toEqual([]);
});

test.each(services)("%s can change nothing but what it is given", (_, service) => {
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    user: expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/),
    init: true,
    mem_limit: expect.stringMatching(/^\d+[mg]$/),
    pids_limit: expect.any(Number),
  });
});

test.each(services)("%s runs an image with an exact tag, and ours is never somebody else's", (_, service) => {
  expect(service.image).toMatch(/^[a-z]+:\d+\.\d+(?:\.\d+)?(?:-[a-z]+)?(?:@sha256:[0-9a-f]{64})?$/);
  if (!isOurs(service)) return;
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  expect(service).toMatchObject({ image: `redflag:${version}`, pull_policy: "never", user: readDockerfile().user });
});

test("our image is built once, for a service that all others wait for", () => {
  expect(services.filter(([, { build }]) => build !== undefined).map(([name]) => name)).toEqual(["migrate"]);
  const ours = services.filter(([, service]) => isOurs(service)).map(([name]) => name);
  expect(ours.filter((name) => name !== "migrate" && !awaited(name).includes("migrate"))).toEqual([]);
});

function awaited(name: string): string[] {
  const direct = Object.keys(compose.services[name]?.depends_on ?? {});
  return [...direct, ...direct.flatMap(awaited)];
}

test("what stays has a health check and comes back, what runs once does neither", () => {
  expect(staying.map(([name]) => name).sort()).toEqual([
    ...["api", "ingest", "notify", "postgres", "redis", "refresh", "screen"],
  ]);
  expect([...staying, ...atOnce]).toHaveLength(services.length);
  expect(staying.filter(([, { healthcheck }]) => healthcheck === undefined)).toEqual([]);
  expect(atOnce.filter(([, { healthcheck }]) => healthcheck !== undefined)).toEqual([]);
});

test.each(services)("%s waits for what it waits for in the right way", (_, { depends_on = {} }) => {
  for (const [name, { condition }] of Object.entries(depends_on)) {
    const once = atOnce.some(([other]) => other === name);
    expect(condition).toBe(once ? "service_completed_successfully" : "service_healthy");
  }
});

test("nothing is ingested or screened before the tables and the lists are there", () => {
  for (const name of ["ingest", "screen"]) expect(awaited(name)).toEqual(expect.arrayContaining(["lists", "migrate"]));
});

test("ports are published on loopback only", () => {
  const ports = services.flatMap(([, service]) => service.ports ?? []);
  expect(ports.length).toBeGreaterThan(0);
  expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
});

test("only what must reaches the internet", () => {
  expect(compose.networks.data?.internal).toBe(true);
  const outside = services.filter(([, { networks = [] }]) => networks.some((name) => name !== "data"));
  expect(outside.map(([name]) => name).sort()).toEqual(["api", "ingest", "notify", "online", "postgres", "refresh"]);
  // A gateway whose word the API is told to take is nobody else's.
  const beforeApi = services.filter(([, { networks = [] }]) => networks.includes("front"));
  expect(beforeApi.map(([name]) => name)).toEqual(["api"]);
  expect(services.filter(([, { networks }]) => networks === undefined)).toEqual([]);
});

test("no password stands in the file or in a container's variables", () => {
  const variables = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
  const names = variables.map(([name]) => name).filter((name) => !name.endsWith("_FILE"));
  expect(names.filter((name) => /PASSWORD$|SECRET|KEY/.test(name))).toEqual([]);
  const passwords = variables.map(([, value]) => URL.parse(value)?.password ?? "");
  expect(passwords.filter((password) => password !== "")).toEqual([]);
});

test("secrets are files that neither git nor a build sees", () => {
  const files = Object.values(compose.secrets).map(({ file }) => file);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !file.startsWith(".redflag/"))).toEqual([]);
  expect(readFileSync(join(ROOT, ".gitignore"), "utf8").split("\n")).toContain(".redflag/");
  expect(keepForBuild(files)).toEqual([]);
});

test.each(services)("%s names only secrets, networks and volumes that are declared", (_, service) => {
  for (const secret of service.secrets ?? []) expect(compose.secrets).toHaveProperty([secret]);
  for (const network of service.networks ?? []) expect(compose.networks).toHaveProperty([network]);
  for (const { source } of mountsOf(service)) expect(compose.volumes).toHaveProperty([source]);
  for (const path of JSON.stringify(service).matchAll(/\/run\/secrets\/([\w.-]+)/g)) {
    expect(service.secrets).toContain(path[1]);
  }
});

test.each(staying.filter(([, service]) => isOurs(service)))("%s is asked where it answers", (_, service) => {
  const { REDFLAG_API_PORT, REDFLAG_METRICS_PORT } = service.environment ?? {};
  const port = REDFLAG_API_PORT ?? REDFLAG_METRICS_PORT;
  expect(service.healthcheck?.test.join(" ")).toContain(`http://127.0.0.1:${port}/readyz`);
});

test.each(staying.filter(([, service]) => isOurs(service)))("%s may take its time to close", (_, service) => {
  const source = readFileSync(join(ROOT, "packages/runtime/src/run-call-process.ts"), "utf8");
  const deadlineMs = Number(/SHUTDOWN_DEADLINE_MS = ([\d_]+);/.exec(source)?.[1]?.replaceAll("_", ""));
  expect(deadlineMs).toBeGreaterThan(0);
  expect(service.stop_grace_period).toMatch(/^\d+s$/);
  expect(Number.parseInt(service.stop_grace_period ?? "", 10) * 1000).toBeGreaterThan(deadlineMs);
});

test.each(services.filter(([, service]) => isOurs(service)))(
  "every file that %s runs is in the image",
  (_, service) => {
    const named = filesOf(service);
    expect(named).not.toEqual([]);
    const { copied } = readDockerfile();
    const kept = keepForBuild(listPaths());
    const built = Object.keys(BUILT).map((name) => `dist/${name}.js`);
    for (const path of named.filter((each) => !built.includes(each))) {
      expect(kept).toContain(path);
      expect(copied).toContain(path.split("/")[0]);
    }
  },
);

function filesOf({ entrypoint = [], command = [] }: Service): string[] {
  return [...entrypoint, ...command].filter((word) => /^\w[\w./-]*\.(?:js|ts|sh)$/.test(word));
}
