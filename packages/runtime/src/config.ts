import { resolve } from "node:path";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { closestMatch } from "leven";
import { type LogLevel, VARIABLES } from "./config-variables.ts";

export interface ChainConfig {
  /**
   * URLs in order of preference: http(s) ones are asked, ws(s) ones tell of new heads. Path and fragment
   * (`parseEndpointOptions`) may carry keys: never log them.
   */
  readonly endpoints: readonly string[];
  /** Overrides the chain's own policy. */
  readonly verify?: VerifyPolicy;
}

export interface Config {
  /** Absolute. */
  readonly dataDir: string;
  /** Absent: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string;
  /** Absent: the queue lives in PostgreSQL. */
  readonly redisUrl?: string;
  /** By `Chain.name`; only chains that some variable names. */
  readonly chains: ReadonlyMap<string, ChainConfig>;
  readonly logLevel: LogLevel;
  /** On loopback. Absent: no metrics server. */
  readonly metricsPort?: number;
  /** Blocks whose time is older may be dropped from the ledger. Absent: everything is kept. */
  readonly retentionDays?: number;
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
}

const PREFIXES = { REDFLAG_RPC_: VARIABLES.rpc, REDFLAG_VERIFY_: VARIABLES.verify };

/** Every variable name that means something. */
const NAMES = [
  ...Object.values(VARIABLES.single).map((variable) => variable.name),
  ...Object.keys(PREFIXES).flatMap((prefix) => CHAINS.map((chain) => prefix + toSuffix(chain.name))),
];

/**
 * Reads the configuration from environment variables; an empty one counts as unset.
 * @throws Problem `config_invalid` that names every fault at once, with an example of each, and echoes no value that may be secret
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];

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
  const databaseUrl = read(single.databaseUrl, single.databaseUrl.name);
  const redisUrl = read(single.redisUrl, single.redisUrl.name);
  const logLevel = read(single.logLevel, single.logLevel.name) ?? "info";
  const metricsPort = read(single.metricsPort, single.metricsPort.name);
  const retentionDays = read(single.retentionDays, single.retentionDays.name);

  const apiPort = read(single.apiPort, single.apiPort.name);
  const apiHost = read(single.apiHost, single.apiHost.name);
  const publicUrl = read(single.publicUrl, single.publicUrl.name);
  const apiTrustedProxies = read(single.apiTrustedProxy, single.apiTrustedProxy.name);
  const apiCallsPerMinute = read(single.apiCallsPerMinute, single.apiCallsPerMinute.name);

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
    ...(redisUrl && { redisUrl }),
    chains,
    logLevel,
    ...(metricsPort && { metricsPort }),
    ...(retentionDays && { retentionDays }),
    ...(apiPort && { apiPort }),
    ...(apiHost && { apiHost }),
    ...(publicUrl && { publicUrl }),
    ...(apiTrustedProxies && { apiTrustedProxies }),
    ...(apiCallsPerMinute && { apiCallsPerMinute }),
  });
}

type Variable<T> = {
  schema: {
    safeParse(text: string): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
  };
  example: string;
  isSecret: boolean;
};

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
