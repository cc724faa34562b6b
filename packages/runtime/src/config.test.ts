import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { CHAINS } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "./config.ts";

function faultsOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect(error).toMatchObject({ code: "config_invalid" });
    return (error as Problem).detail;
  }
  throw new Error("nothing was wrong");
}

test("an empty environment is a complete configuration", () => {
  const config = loadConfig({ PATH: "/bin", REDFLAG_REDIS_URL: "" });
  expect(config).toEqual({ dataDir: join(process.cwd(), ".redflag"), chains: new Map(), logLevel: "info" });
});

test("every variable reaches its place", () => {
  const config = loadConfig({
    REDFLAG_DATA_DIR: "data",
    REDFLAG_DATABASE_URL: "postgres://u:p@db/redflag",
    REDFLAG_REDIS_URL: "rediss://r:6380/1",
    REDFLAG_RPC_ETHEREUM: "https://one.example/v2/key, http://127.0.0.1:8545#rps=5&batch=20, wss://one.example/key",
    REDFLAG_VERIFY_ETHEREUM: "bloom",
    REDFLAG_VERIFY_DEMO: "bloom",
    REDFLAG_VERIFY_TRON: "peers",
    REDFLAG_LOG_LEVEL: "debug",
    REDFLAG_METRICS_PORT: "9464",
    REDFLAG_METRICS_HOST: "10.0.0.5",
    REDFLAG_RETENTION_DAYS: "365",
    REDFLAG_AUDIT_KEY_FILE: "/keys/audit.pem",
    REDFLAG_INSTALLATION_KEY_FILE: "/keys/installation.key",
    REDFLAG_AUDIT_CHECKPOINTS: "/mnt/elsewhere/checkpoints.ndjson",
    REDFLAG_API_PORT: "8620",
    REDFLAG_API_HOST: "::1",
    REDFLAG_PUBLIC_URL: "https://redflag.example/",
    REDFLAG_API_TRUSTED_PROXY: "127.0.0.1, 10.0.0.0/8",
    REDFLAG_API_CALLS_PER_MINUTE: "600",
    REDFLAG_OUTBOUND_PRIVATE_HOSTS: "Lists.Internal, 10.1:8443,[::1]",
    REDFLAG_WEBHOOK_PRIVATE_HOSTS: "localhost:8787",
    REDFLAG_WEBHOOK_LOG_DAYS: "60",
    REDFLAG_OIDC_ISSUER: "https://sso.example/realms/fiu",
    REDFLAG_OIDC_CLIENT_ID: "redflag",
    REDFLAG_OIDC_CLIENT_SECRET: "hunter2",
    REDFLAG_OIDC_ROLES: "compliance-leads=supervisor, /fiu/a=b=analyst,compliance-leads=admin",
  });
  expect(isAbsolute(config.dataDir)).toBe(true);
  expect(config).toMatchObject({
    databaseUrl: "postgres://u:p@db/redflag",
    redisUrl: "rediss://r:6380/1",
    logLevel: "debug",
    metricsPort: 9464,
    metricsHost: "10.0.0.5",
    retentionDays: 365,
    auditKeyFile: "/keys/audit.pem",
    installationKeyFile: "/keys/installation.key",
    auditCheckpoints: { kind: "file", path: "/mnt/elsewhere/checkpoints.ndjson" },
    apiPort: 8620,
    apiHost: "::1",
    publicUrl: "https://redflag.example",
    outboundPrivateHosts: ["lists.internal", "10.0.0.1:8443", "[::1]"],
    webhookPrivateHosts: ["localhost:8787"],
    webhookLogDays: 60,
    apiTrustedProxies: ["127.0.0.1", "10.0.0.0/8"],
    apiCallsPerMinute: 600,
    oidc: {
      issuer: "https://sso.example/realms/fiu",
      clientId: "redflag",
      clientSecret: "hunter2",
      groupsClaim: "groups",
      rolesByGroup: new Map([
        ["compliance-leads", ["supervisor", "admin"]],
        ["/fiu/a=b", ["analyst"]],
      ]),
      publicUrl: "https://redflag.example",
    },
  });
  expect(Object.fromEntries(config.chains)).toEqual({
    ethereum: {
      endpoints: ["https://one.example/v2/key", "http://127.0.0.1:8545#rps=5&batch=20", "wss://one.example/key"],
      verify: "bloom",
    },
    demo: { endpoints: [], verify: "bloom" },
    tron: { endpoints: [], verify: "peers" },
  });
});

test("all faults are told at once, each with an example", () => {
  const faults = faultsOf({
    REDFLAG_LOG_LEVEL: "loud",
    REDFLAG_METRICS_PORT: "65536",
    REDFLAG_DATABASE_URL: "mysql://h/d",
    REDFLAG_VERIFY_ETHEREUM: "trust",
    REDFLAG_API_HOST: "redflag.example",
    REDFLAG_PUBLIC_URL: "https://redflag.example/console",
    REDFLAG_API_TRUSTED_PROXY: "10.0.0.0/33",
  });
  expect(faults).toContain('REDFLAG_LOG_LEVEL "loud" is none of trace, debug');
  expect(faults).toContain(
    'REDFLAG_METRICS_PORT "65536" is not a port from 1 to 65535, for example REDFLAG_METRICS_PORT=9464',
  );
  expect(faults).toContain("REDFLAG_DATABASE_URL is not a URL that begins with postgres://");
  expect(faults).toContain('REDFLAG_VERIFY_ETHEREUM "trust" is none of proof, bloom, header, peers');
  expect(faults).toContain('REDFLAG_API_HOST "redflag.example" is not an IP address');
  expect(faults).toContain('REDFLAG_PUBLIC_URL "https://redflag.example/console" has more than scheme, host and port');
  expect(faults).toContain('REDFLAG_API_TRUSTED_PROXY "10.0.0.0/33" is not a list of IP addresses or CIDR blocks');
  expect(faults.split("; ")).toHaveLength(7);
});

test("values that may be secret are not repeated", () => {
  const faults = faultsOf({
    REDFLAG_DATABASE_URL: "postgers://u:hunter2@db/x",
    REDFLAG_REDIS_URL: "hunter2",
    REDFLAG_RPC_ETHEREUM: "https://ok.example/hunter2,ftp://no.example/hunter2",
    REDFLAG_RPC_TRON: "https://ok.example#apikey=hunter2",
    REDFLAG_RPC_BSC: "https://ok.example#header=X-Key:hunter2,hunter2",
    REDFLAG_RPC_BASE: "wss://ok.example#header=X-Key:hunter2&rps=3",
    REDFLAG_RPC_DEMO: "https://hunter2.example,https://hunter2.example",
    REDFLAG_AUDIT_CHECKPOINTS: "http://keeper.example/hunter2",
    REDFLAG_OIDC_ISSUER: "https://u:hunter2@sso.example",
  });
  expect(faults).not.toContain("hunter2");
  const schemes = "is not a URL that begins with http://, https://, ws:// or wss://";
  expect(faults).toContain(`REDFLAG_RPC_ETHEREUM number 2 of 2 ${schemes}, for example`);
  expect(faults).toContain("REDFLAG_RPC_TRON has the unknown option apikey behind its #, for example #header=");
  expect(faults).toContain(`REDFLAG_RPC_BSC number 2 of 2 ${schemes} (a comma inside a URL is written %2C)`);
  expect(faults).toContain("REDFLAG_RPC_BASE has the option rps or batch, which means nothing where only new heads");
  expect(faults).toContain("REDFLAG_RPC_DEMO gives the same URL twice");
});

test("a variable that means nothing is a fault, with what was probably meant", () => {
  expect(faultsOf({ REDFLAG_DATABSE_URL: "postgres://u:hunter2@db" })).toBe(
    "REDFLAG_DATABSE_URL is not a variable of Redflag; did you mean REDFLAG_DATABASE_URL?",
  );
  const known = CHAINS.map(({ name }) => name.toUpperCase()).join(", ");
  expect(faultsOf({ REDFLAG_RPC_ETHERIUM: "https://x.example" })).toBe(
    `REDFLAG_RPC_ETHERIUM names no known chain (known: ${known}); did you mean REDFLAG_RPC_ETHEREUM?`,
  );
  expect(faultsOf({ REDFLAG_RPC_GNOSIS: "https://x.example" })).toBe(
    `REDFLAG_RPC_GNOSIS names no known chain (known: ${known})`,
  );
  expect(faultsOf({ REDFLAG_SOMETHING_ELSE_ENTIRELY: "1" })).toBe(
    "REDFLAG_SOMETHING_ELSE_ENTIRELY is not a variable of Redflag",
  );
});

test("a service's own login is read from its file, whose content is never told", async () => {
  const directory = await mkdtemp(join(tmpdir(), "redflag-config-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, "ingest.url");
  const load = (more = {}) => loadConfig({ REDFLAG_DATABASE_URL_FILE: file, ...more });
  expect(() => load()).toThrow("ENOENT");
  await writeFile(file, "postgres//secret", { mode: 0o600 });
  expect(() => load()).toThrow(/holds no URL such as (?!.*secret)/);
  await writeFile(file, "postgres://redflag_ingest:secret@db/redflag\n");
  expect(load()).toMatchObject({ databaseUrl: "postgres://redflag_ingest:secret@db/redflag", isServiceLogin: true });
  expect(() => load({ REDFLAG_DATABASE_URL: "postgres://db/redflag" })).toThrow("one is enough");
  const exchangeUrl = "postgres://redflag_exchange:secret@db/redflag";
  await writeFile(file, exchangeUrl);
  expect(load({ REDFLAG_EXCHANGE_DATABASE_URL_FILE: file })).toMatchObject({ exchangeDatabaseUrl: exchangeUrl });
  expect(load({ REDFLAG_READ_DATABASE_URL_FILE: file })).toMatchObject({ readDatabaseUrl: exchangeUrl });
});

test("what is secret may stand in a file of its own, which only its owner or a group may open", async () => {
  const directory = await mkdtemp(join(tmpdir(), "redflag-config-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, "secret");
  const write = async (text: string) => {
    await writeFile(file, text, { mode: 0o640 });
    return { REDFLAG_RPC_ETHEREUM_FILE: file, REDFLAG_REDIS_URL_FILE: "" };
  };
  const endpoints = ["https://one.example/hunter2", "https://two.example"];
  const { chains } = loadConfig(await write(`${endpoints.join(", ")}\n`));
  expect(chains.get("ethereum")?.endpoints).toEqual(endpoints);
  expect(faultsOf({ ...(await write("hunter2")), REDFLAG_RPC_ETHEREUM: "https://one.example" })).toMatch(
    /^REDFLAG_RPC_ETHEREUM and REDFLAG_RPC_ETHEREUM_FILE are both given(?!.*hunter2)/,
  );
  expect(faultsOf(await write("hunter2"))).not.toContain("hunter2");
  expect(faultsOf(await write(" \n"))).toBe(`REDFLAG_RPC_ETHEREUM_FILE "${file}" is empty`);
  await chmod(file, 0o644);
  expect(faultsOf({ REDFLAG_RPC_ETHEREUM_FILE: file })).toContain("every user of this machine may open it");
  expect(faultsOf({ REDFLAG_RPC_ETHEREUM_FILE: join(directory, "gone") })).toContain("cannot be read (ENOENT)");
  expect(faultsOf({ REDFLAG_LOG_LEVEL_FILE: file })).toContain("is not a variable of Redflag");
});

test("half a provider is a fault that names what is missing, and never the secret", () => {
  const faults = faultsOf({ REDFLAG_OIDC_CLIENT_SECRET: "hunter2", REDFLAG_OIDC_ISSUER: "https://sso.example" });
  expect(faults.split("; ")).toEqual([
    "REDFLAG_OIDC_CLIENT_ID is missing beside REDFLAG_OIDC_ISSUER, for example REDFLAG_OIDC_CLIENT_ID=redflag",
    expect.stringContaining(
      "REDFLAG_OIDC_ROLES is missing beside REDFLAG_OIDC_ISSUER, for example REDFLAG_OIDC_ROLES=",
    ),
    "REDFLAG_PUBLIC_URL is missing beside REDFLAG_OIDC_ISSUER, for example REDFLAG_PUBLIC_URL=https://redflag.example",
  ]);
  expect(faultsOf({ REDFLAG_OIDC_GROUPS_CLAIM: "roles" })).toContain(
    "REDFLAG_OIDC_ISSUER is missing beside REDFLAG_OIDC_GROUPS_CLAIM",
  );
});

test.each([
  ["http://sso.example", "is not a URL that begins with https://"],
  ["https://u:p@sso.example", "is not a URL that begins with https://"],
  ["https://sso.example?tenant=1", "is not a URL that begins with https://"],
])("the issuer %s %s", (issuer, fault) => {
  expect(faultsOf({ REDFLAG_OIDC_ISSUER: issuer })).toContain(fault);
});

test.each([
  ["fiu", 'has "fiu" where group=role is wanted'],
  ["fiu=analyst,", 'has "" where group=role is wanted'],
  ["=analyst", 'has "=analyst" where group=role is wanted'],
  ["fiu=boss", 'gives "boss", which is none of analyst, supervisor, ops, admin'],
  ["vasp=exchange", "gives exchange, which belongs to one subscriber and comes from no group"],
  ["fiu=analyst,fiu=analyst", "gives fiu=analyst twice"],
])("the group mapping %s %s", (roles, fault) => {
  expect(faultsOf({ REDFLAG_OIDC_ROLES: roles })).toContain(fault);
});

test("traces go where OpenTelemetry's variables say, and as many as they say", () => {
  const base = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/" };
  const own = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://traces.example/v1/traces?key=k" };
  const share = (OTEL_TRACES_SAMPLER: string) => ({ OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG: "0.25" });
  expect(loadConfig({ ...share("traceidratio") }).traces).toBeUndefined();
  expect(loadConfig(base).traces).toEqual({ url: "http://collector:4318/v1/traces", ratio: 1 });
  expect(loadConfig({ ...base, ...own, ...share("parentbased_traceidratio") }).traces).toEqual({
    url: "https://traces.example/v1/traces?key=k",
    ratio: 0.25,
  });
  expect(loadConfig({ ...base, ...share("always_on") }).traces?.ratio).toBe(1);
  expect(loadConfig({ ...base, ...share("always_off") }).traces).toBeUndefined();
  expect(() => loadConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "hunter2", OTEL_TRACES_SAMPLER_ARG: "1.5" })).toThrow(
    /^(?!.*hunter2).*OTEL_TRACES_SAMPLER_ARG "1.5" is not a share/s,
  );
});
