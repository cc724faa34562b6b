import { resolve } from "node:path";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import type { Role } from "@redflag/domain/role";
import { closestMatch } from "leven";
import { VARIABLES } from "./config-variables.ts";
import { type OperatorConfig, readOperatorConfig } from "./operator-config.ts";
import type { Variable } from "./read-variable.ts";
import { readSecretFile } from "./secret-file.ts";
import { fileVariable, reasonOf, withSecretFiles } from "./secret-variables.ts";
import type { AuditCheckpointsPlace, LogLevel } from "./variable-schemas.ts";

export interface ChainConfig {
  /**
   * URLs in order of preference: http(s) ones are asked, ws(s) ones tell of new heads. Path and fragment
   * (`parseEndpointOptions`) may carry keys: never log them.
   */
  readonly endpoints: readonly string[];
  /** Overrides the chain's own policy. */
  readonly verify?: VerifyPolicy;
}

/** The OpenID provider whose people may sign in. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that lists a person's groups. */
  readonly groupsClaim: string;
  /** What each group may do here; whoever is in none of them may not sign in. */
  readonly rolesByGroup: ReadonlyMap<string, readonly Role[]>;
  /** The origin under which browsers reach the API: the provider sends them back there and nowhere else. */
  readonly publicUrl: string;
}

/** Where spans go, and how many. */
export interface TracesConfig {
  /** Takes OTLP over HTTP. May hold a key: never log it. */
  readonly url: string;
  /** The share of traces that are kept, from 0 to 1. */
  readonly ratio: number;
}

export interface Config {
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string;
  /** The URL came from a file of `redflag logins`: a service's own login, which owns nothing. */
  readonly isServiceLogin?: true;
  /** How the API logs in to serve exchanges. Absent: its own process serves none. */
  readonly exchangeDatabaseUrl?: string;
  /** A standby of that server, that the API reads much from. Absent: there is none. */
  readonly readDatabaseUrl?: string;
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** By `Chain.name`; only chains that some variable names. */
  readonly chains: ReadonlyMap<string, ChainConfig>;
  readonly logLevel: LogLevel;
  /** Absent: no metrics server. */
  readonly metricsPort?: number;
  /** Where else metrics are served. Absent: on loopback. */
  readonly metricsHost?: string;
  /** Blocks whose time is older may be dropped from the ledger. Absent: everything is kept. */
  readonly retentionDays?: number;
  /** Absolute; holds the key that checkpoints of the audit are signed with. Absent: a file in `dataDir`. */
  readonly auditKeyFile?: string;
  /** Absolute; holds the key that webhooks' secrets and exchanges' own addresses rest under. Absent: a file in `dataDir`. */
  readonly installationKeyFile?: string;
  /** Absent: checkpoints of the audit do not leave the host. */
  readonly auditCheckpoints?: AuditCheckpointsPlace;
  /** Absent: `redflag start` serves no API; the API's own process takes its default. */
  readonly apiPort?: number;
  /** Absent: loopback. */
  readonly apiHost?: string;
  /** Origin under which people and exchanges reach the API; https makes cookies secure. */
  readonly publicUrl?: string;
  /** IP addresses and CIDR blocks whose `X-Forwarded-For` is believed. */
  readonly apiTrustedProxies?: readonly string[];
  /** Calls that one key or person may make in a minute. */
  readonly apiCallsPerMinute?: number;
  /** Hosts, as `lists.example` or `10.0.0.5:8443`, that lists may be fetched from although their address is not public. */
  readonly outboundPrivateHosts?: readonly string[];
  /** The same of webhooks, and these may be http. Exchanges say where webhooks go: not the hosts that lists come from. */
  readonly webhookPrivateHosts?: readonly string[];
  /** How long it is kept what was sent to webhooks and delivered. Absent: 30 days. */
  readonly webhookLogDays?: number;
  /** Absent: operators are told of nothing by mail or webhook. */
  readonly operator?: OperatorConfig;
  /** Absent: nobody signs in with OpenID Connect. */
  readonly oidc?: OidcConfig;
  /** Absent: nothing is traced. */
  readonly traces?: TracesConfig;
}

const PREFIXES = { REDFLAG_RPC_: VARIABLES.rpc, REDFLAG_VERIFY_: VARIABLES.verify };

/** What may stand in a file instead: the database's login has a way of its own, since who has one is a service. */
export const SECRET_NAMES: readonly string[] = [
  VARIABLES.single.redisUrl.name,
  VARIABLES.single.auditCheckpoints.name,
  VARIABLES.single.oidcClientSecret.name,
  ...CHAINS.map(({ name }) => `REDFLAG_RPC_${toSuffix(name)}`),
];

/** Every variable name that means something. */
const NAMES = [
  ...Object.values(VARIABLES.single).map((variable) => variable.name),
  ...Object.keys(PREFIXES).flatMap((prefix) => CHAINS.map((chain) => prefix + toSuffix(chain.name))),
  ...SECRET_NAMES.map(fileVariable),
];

/**
 * Reads the configuration from environment variables, and from the files that some of them name; an empty one counts as
 * unset.
 * @throws Problem `config_invalid` that names every fault at once, with an example of each, and echoes no value that may be secret
 */
export function loadConfig(given: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const env = withSecretFiles(given, SECRET_NAMES, faults);

  function read<T>(variable: Variable<T>, name: string): T | undefined {
    const text = env[name];
    if (text === undefined || text === "") return undefined;
    const parsed = variable.schema.safeParse(text);
    if (parsed.success) return parsed.data;
    const shown = variable.isSecret ? "" : ` "${text}"`;
    const wrong = parsed.error.issues.map((issue) => issue.message).join(", ");
    faults.push(`${name}${shown} ${wrong}, for example ${name}=${variable.example}`);
    return undefined;
  }

  const { single } = VARIABLES;
  const dataDir = read(single.dataDir, single.dataDir.name) ?? ".redflag";
  const databaseUrlFile = read(single.databaseUrlFile, single.databaseUrlFile.name);
  const exchangeUrlFile = read(single.exchangeDatabaseUrlFile, single.exchangeDatabaseUrlFile.name);
  if (databaseUrlFile !== undefined && env[single.databaseUrl.name]) {
    faults.push(`${single.databaseUrl.name} and ${single.databaseUrlFile.name} are both given, and one is enough`);
  }
  const databaseUrl =
    databaseUrlFile === undefined
      ? read(single.databaseUrl, single.databaseUrl.name)
      : readUrlFile(single.databaseUrlFile.name, databaseUrlFile, faults);
  const exchangeDatabaseUrl =
    exchangeUrlFile === undefined
      ? undefined
      : readUrlFile(single.exchangeDatabaseUrlFile.name, exchangeUrlFile, faults);
  const readUrlPath = read(single.readDatabaseUrlFile, single.readDatabaseUrlFile.name);
  const readDatabaseUrl =
    readUrlPath === undefined ? undefined : readUrlFile(single.readDatabaseUrlFile.name, readUrlPath, faults);
  const redisUrl = read(single.redisUrl, single.redisUrl.name);
  const logLevel = read(single.logLevel, single.logLevel.name) ?? "info";
  const metricsPort = read(single.metricsPort, single.metricsPort.name);
  const metricsHost = read(single.metricsHost, single.metricsHost.name);
  const retentionDays = read(single.retentionDays, single.retentionDays.name);
  const auditKeyFile = read(single.auditKeyFile, single.auditKeyFile.name);
  const installationKeyFile = read(single.installationKeyFile, single.installationKeyFile.name);
  const auditCheckpoints = read(single.auditCheckpoints, single.auditCheckpoints.name);

  const apiPort = read(single.apiPort, single.apiPort.name);
  const apiHost = read(single.apiHost, single.apiHost.name);
  const publicUrl = read(single.publicUrl, single.publicUrl.name);
  const apiTrustedProxies = read(single.apiTrustedProxy, single.apiTrustedProxy.name);
  const apiCallsPerMinute = read(single.apiCallsPerMinute, single.apiCallsPerMinute.name);
  const outboundPrivateHosts = read(single.outboundPrivateHosts, single.outboundPrivateHosts.name);
  const webhookPrivateHosts = read(single.webhookPrivateHosts, single.webhookPrivateHosts.name);
  const webhookLogDays = read(single.webhookLogDays, single.webhookLogDays.name);
  const operator = readOperatorConfig(read, faults);
  const oidc = readOidc();
  const traces = readTraces();

  const chains = new Map<string, ChainConfig>();
  for (const { name } of CHAINS) {
    const endpoints = read(VARIABLES.rpc, `REDFLAG_RPC_${toSuffix(name)}`);
    const verify = read(VARIABLES.verify, `REDFLAG_VERIFY_${toSuffix(name)}`);
    if (endpoints === undefined && verify === undefined) continue;
    chains.set(name, { endpoints: endpoints ?? [], ...(verify && { verify }) });
  }

  for (const name of Object.keys(env).sort()) {
    if (name.startsWith("REDFLAG_") && !NAMES.includes(name) && env[name] !== "") faults.push(explainUnknown(name));
  }
  if (faults.length > 0) throw new Problem("config_invalid", faults.join("; "));

  return Object.freeze({
    dataDir: resolve(dataDir),
    ...(databaseUrl && { databaseUrl }),
    ...(databaseUrlFile && { isServiceLogin: true as const }),
    ...(exchangeDatabaseUrl && { exchangeDatabaseUrl }),
    ...(readDatabaseUrl && { readDatabaseUrl }),
    ...(redisUrl && { redisUrl }),
    chains,
    logLevel,
    ...(metricsPort && { metricsPort }),
    ...(metricsHost && { metricsHost }),
    ...(retentionDays && { retentionDays }),
    ...(auditKeyFile && { auditKeyFile }),
    ...(installationKeyFile && { installationKeyFile }),
    ...(auditCheckpoints && { auditCheckpoints }),
    ...(apiPort && { apiPort }),
    ...(apiHost && { apiHost }),
    ...(publicUrl && { publicUrl }),
    ...(apiTrustedProxies && { apiTrustedProxies }),
    ...(apiCallsPerMinute && { apiCallsPerMinute }),
    ...(outboundPrivateHosts && { outboundPrivateHosts }),
    ...(webhookPrivateHosts && { webhookPrivateHosts }),
    ...(webhookLogDays && { webhookLogDays }),
    ...(operator && { operator }),
    ...(oidc && { oidc }),
    ...(traces && { traces }),
  });

  /** As OpenTelemetry says: a general address gets the path of traces, one for traces is taken as it stands. */
  function readTraces(): TracesConfig | undefined {
    const { otlpUrl, otlpTracesUrl, tracesSampler, tracesSamplerArg } = single;
    const base = read(otlpUrl, otlpUrl.name);
    const url = read(otlpTracesUrl, otlpTracesUrl.name) ?? (base && `${base.replace(/\/+$/, "")}/v1/traces`);
    const sampler = read(tracesSampler, tracesSampler.name) ?? "always_on";
    const share = read(tracesSamplerArg, tracesSamplerArg.name) ?? 1;
    if (url === undefined || sampler.endsWith("always_off")) return undefined;
    return Object.freeze({ url, ratio: sampler.endsWith("ratio") ? share : 1 });
  }

  /** All or nothing: half a provider lets nobody in, and says so only once somebody tries. */
  function readOidc(): OidcConfig | undefined {
    const { oidcIssuer, oidcClientId, oidcClientSecret, oidcRoles, oidcGroupsClaim } = single;
    const own = [oidcIssuer, oidcClientId, oidcClientSecret, oidcRoles];
    // The provider sends people back there: it must be told the same address as they use.
    const wanted = [...own, single.publicUrl];
    const given = [...own, oidcGroupsClaim].filter(({ name }) => (env[name] ?? "") !== "");
    const issuer = read(oidcIssuer, oidcIssuer.name);
    const clientId = read(oidcClientId, oidcClientId.name);
    const clientSecret = read(oidcClientSecret, oidcClientSecret.name);
    const rolesByGroup = read(oidcRoles, oidcRoles.name);
    const groupsClaim = read(oidcGroupsClaim, oidcGroupsClaim.name) ?? "groups";
    const [first] = given;
    if (first === undefined) return undefined;
    for (const { name, example } of wanted.filter((variable) => (env[variable.name] ?? "") === "")) {
      faults.push(`${name} is missing beside ${first.name}, for example ${name}=${example}`);
    }
    if (!issuer || !clientId || !clientSecret || !rolesByGroup || !publicUrl) return undefined;
    return Object.freeze({ issuer, clientId, clientSecret, groupsClaim, rolesByGroup, publicUrl });
  }
}

/** What is in the file is a secret, where it is is none. */
function readUrlFile(variable: string, path: string, faults: string[]): string | undefined {
  const { databaseUrl } = VARIABLES.single;
  let text: string;
  try {
    text = readSecretFile(path).trim();
  } catch (error) {
    faults.push(`${variable} "${path}" cannot be read (${reasonOf(error)}): \`redflag logins\` writes it`);
    return undefined;
  }
  const parsed = databaseUrl.schema.safeParse(text);
  if (parsed.success) return parsed.data;
  faults.push(`${variable} "${path}" holds no URL such as ${databaseUrl.example}`);
  return undefined;
}

function toSuffix(chainName: string): string {
  return chainName.toUpperCase().replaceAll("-", "_");
}

function explainUnknown(name: string): string {
  const prefix = Object.keys(PREFIXES).find((each) => name.startsWith(each));
  // With the prefix right, only the chain's short name is left to differ: further off it is another chain, not a typing error.
  const nearest = closestMatch(name, NAMES, { maxDistance: prefix === undefined ? 6 : 2 });
  const meant = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  if (prefix === undefined) return `${name} is not a variable of Redflag${meant}`;
  const known = CHAINS.map((chain) => toSuffix(chain.name)).join(", ");
  return `${name} names no known chain (known: ${known})${meant}`;
}
