import { isIP } from "node:net";
import { resolve } from "node:path";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { parseEndpointOptions } from "@redflag/domain/endpoint-options";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import { groupRoles, issuerUrl } from "./oidc-variables.ts";
import { OPERATOR_VARIABLES } from "./operator-config.ts";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A trace's id decides, in every process alike: what a parent would decide is the same. */
const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

const VERIFY_POLICIES = ["proof", "bloom", "header", "peers"] as const satisfies readonly VerifyPolicy[];

/** Messages complete the sentence that begins with the variable's name, and never repeat the value. */
function urlOf(...protocols: string[]) {
  return z.string().refine((text) => hasProtocol(text, protocols), {
    error: `is not a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });
}

function oneOf<const T extends readonly string[]>(choices: T) {
  return z.enum(choices, { error: `is none of ${choices.join(", ")}` });
}

const endpointList = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .superRefine((urls, context) => {
    urls.forEach((url, i) => {
      const fault = findEndpointFault(url);
      if (fault === undefined) return;
      const which = urls.length === 1 ? "" : `number ${i + 1} of ${urls.length} `;
      // Whoever puts a header into a URL has perhaps a comma in it, and then neither part is what was meant.
      const comma = urls.slice(0, i).some((before) => before.includes("#"))
        ? " (a comma inside a URL is written %2C)"
        : "";
      context.addIssue({ code: "custom", message: `${which}${fault}${comma}` });
    });
    if (new Set(urls).size < urls.length) context.addIssue({ code: "custom", message: "gives the same URL twice" });
  });

function findEndpointFault(url: string): string | undefined {
  const isSocket = hasProtocol(url, ["ws:", "wss:"]);
  if (!isSocket && !hasProtocol(url, ["http:", "https:"])) {
    return "is not a URL that begins with http://, https://, ws:// or wss://";
  }
  try {
    const { requestsPerSecondMax, batchCallsMax } = parseEndpointOptions(url);
    if (!isSocket || (requestsPerSecondMax ?? batchCallsMax) === undefined) return undefined;
    return "has the option rps or batch, which means nothing where only new heads are listened for";
  } catch (error) {
    if (error instanceof Problem) return error.detail;
    throw error;
  }
}

/** Where checkpoints of the audit go when they leave the host. */
export type AuditCheckpointsPlace =
  | { readonly kind: "file"; readonly path: string }
  /** May hold a key: never log it. */
  | { readonly kind: "url"; readonly url: string };

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

const auditCheckpointsPlace = z.string().transform((text, context): AuditCheckpointsPlace => {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(text)) return { kind: "file", path: resolve(text) };
  const url = URL.parse(text);
  const isPlain = url?.protocol === "http:" && LOOPBACK.includes(url.hostname);
  if (url !== null && url.hostname !== "" && (url.protocol === "https:" || isPlain)) return { kind: "url", url: text };
  context.addIssue({ code: "custom", message: "is neither a file nor a URL that begins with https://" });
  return z.NEVER;
});

const PORT = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, { error: "is not a port from 1 to 65535" })
  .transform(Number)
  .refine((port) => port <= 65_535, { error: "is not a port from 1 to 65535" });

const IP_ADDRESS = z
  .string()
  .refine((text) => text === "localhost" || isIP(text) !== 0, { error: "is not an IP address" });

/** The console and the sign-in cookies belong to an origin: a path would promise more than can be kept. */
const originUrl = z
  .string()
  .refine((text) => hasProtocol(text, ["http:", "https:"]), {
    error: "is not a URL that begins with http:// or https://",
  })
  .refine((text) => URL.parse(text)?.href === `${URL.parse(text)?.origin}/`, {
    error: "has more than scheme, host and port",
  })
  .transform((text) => new URL(text).origin);

function isAddressBlock(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** `lists.example`, `10.0.0.5:8443`: as a URL writes its host. */
function hostOf(text: string): string | undefined {
  const [, host = "", port] = /^(\[[0-9a-f:.]+\]|[^\s:/@?#[\]]+)(?::([1-9]\d{0,4}))?$/i.exec(text) ?? [];
  const hostname = URL.parse(`http://${host}`)?.hostname;
  if (host === "" || !hostname) return undefined;
  return port === undefined ? hostname : `${hostname}:${port}`;
}

const hostList = z.string().transform((text, context): readonly string[] => {
  const hosts = text.split(",").map((part) => hostOf(part.trim()));
  const known = hosts.filter((host) => host !== undefined);
  if (known.length === hosts.length) return known;
  context.addIssue({ code: "custom", message: "is not a list of hosts, each with or without a port" });
  return z.NEVER;
});

/** A new variable is one row here. */
export const VARIABLES = {
  single: {
    dataDir: { name: "REDFLAG_DATA_DIR", schema: z.string(), example: "/var/lib/redflag", isSecret: false },
    databaseUrl: {
      name: "REDFLAG_DATABASE_URL",
      schema: urlOf("postgres:", "postgresql:"),
      example: "postgres://user:password@host:5432/redflag",
      isSecret: true,
    },
    databaseUrlFile: {
      name: "REDFLAG_DATABASE_URL_FILE",
      schema: z.string(),
      example: "/run/redflag-logins/ingest.url",
      isSecret: false,
    },
    exchangeDatabaseUrlFile: {
      name: "REDFLAG_EXCHANGE_DATABASE_URL_FILE",
      schema: z.string(),
      example: "/run/redflag-logins/exchange.url",
      isSecret: false,
    },
    readDatabaseUrlFile: {
      name: "REDFLAG_READ_DATABASE_URL_FILE",
      schema: z.string(),
      example: "/run/redflag-logins/read.url",
      isSecret: false,
    },
    redisUrl: {
      name: "REDFLAG_REDIS_URL",
      schema: urlOf("redis:", "rediss:"),
      example: "redis://host:6379/0",
      isSecret: true,
    },
    logLevel: { name: "REDFLAG_LOG_LEVEL", schema: oneOf(LOG_LEVELS), example: "info", isSecret: false },
    metricsPort: {
      name: "REDFLAG_METRICS_PORT",
      schema: PORT,
      example: "9464",
      isSecret: false,
    },
    metricsHost: { name: "REDFLAG_METRICS_HOST", schema: IP_ADDRESS, example: "10.0.0.5", isSecret: false },
    retentionDays: {
      name: "REDFLAG_RETENTION_DAYS",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,4}$/, { error: "is not a number of days from 1 to 99999" })
        .transform(Number),
      example: "365",
      isSecret: false,
    },
    auditKeyFile: {
      name: "REDFLAG_AUDIT_KEY_FILE",
      schema: z.string().transform((path) => resolve(path)),
      example: "/run/secrets/audit-signing-key.pem",
      isSecret: false,
    },
    installationKeyFile: {
      name: "REDFLAG_INSTALLATION_KEY_FILE",
      schema: z.string().transform((path) => resolve(path)),
      example: "/run/secrets/installation.key",
      isSecret: false,
    },
    auditCheckpoints: {
      name: "REDFLAG_AUDIT_CHECKPOINTS",
      schema: auditCheckpointsPlace,
      example: "https://keeper.example/checkpoints",
      isSecret: true,
    },
    apiPort: { name: "REDFLAG_API_PORT", schema: PORT, example: "8620", isSecret: false },
    apiHost: { name: "REDFLAG_API_HOST", schema: IP_ADDRESS, example: "127.0.0.1", isSecret: false },
    publicUrl: {
      name: "REDFLAG_PUBLIC_URL",
      schema: originUrl,
      example: "https://redflag.example",
      isSecret: false,
    },
    apiTrustedProxy: {
      name: "REDFLAG_API_TRUSTED_PROXY",
      schema: z
        .string()
        .transform((text) => text.split(",").map((part) => part.trim()))
        .refine((parts) => parts.every(isAddressBlock), { error: "is not a list of IP addresses or CIDR blocks" }),
      example: "127.0.0.1,10.0.0.0/8",
      isSecret: false,
    },
    apiCallsPerMinute: {
      name: "REDFLAG_API_CALLS_PER_MINUTE",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,8}$/, { error: "is not a whole number from 1 to 999999999" })
        .transform(Number),
      example: "6000",
      isSecret: false,
    },
    outboundPrivateHosts: {
      name: "REDFLAG_OUTBOUND_PRIVATE_HOSTS",
      schema: hostList,
      example: "lists.internal.example,10.0.0.5:8443",
      isSecret: false,
    },
    webhookPrivateHosts: {
      name: "REDFLAG_WEBHOOK_PRIVATE_HOSTS",
      schema: hostList,
      example: "127.0.0.1:8787",
      isSecret: false,
    },
    webhookLogDays: {
      name: "REDFLAG_WEBHOOK_LOG_DAYS",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,3}$/, { error: "is not a number of days from 1 to 9999" })
        .transform(Number),
      example: "30",
      isSecret: false,
    },
    ...OPERATOR_VARIABLES,
    oidcIssuer: {
      name: "REDFLAG_OIDC_ISSUER",
      schema: issuerUrl,
      example: "https://sso.example/realms/fiu",
      // Whoever writes a password into it has it refused, and not repeated.
      isSecret: true,
    },
    oidcClientId: { name: "REDFLAG_OIDC_CLIENT_ID", schema: z.string(), example: "redflag", isSecret: false },
    oidcClientSecret: {
      name: "REDFLAG_OIDC_CLIENT_SECRET",
      schema: z.string(),
      example: "the-secret-that-the-provider-shows",
      isSecret: true,
    },
    oidcGroupsClaim: { name: "REDFLAG_OIDC_GROUPS_CLAIM", schema: z.string(), example: "groups", isSecret: false },
    oidcRoles: {
      name: "REDFLAG_OIDC_ROLES",
      schema: groupRoles,
      example: "compliance-leads=supervisor,fiu=analyst",
      isSecret: false,
    },
    // The names that OpenTelemetry gives them; its library reads the rest of what it documents by itself.
    otlpUrl: {
      name: "OTEL_EXPORTER_OTLP_ENDPOINT",
      schema: urlOf("http:", "https:"),
      example: "http://127.0.0.1:4318",
      isSecret: true,
    },
    otlpTracesUrl: {
      name: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
      schema: urlOf("http:", "https:"),
      example: "http://127.0.0.1:4318/v1/traces",
      isSecret: true,
    },
    tracesSampler: { name: "OTEL_TRACES_SAMPLER", schema: oneOf(SAMPLERS), example: "traceidratio", isSecret: false },
    tracesSamplerArg: {
      name: "OTEL_TRACES_SAMPLER_ARG",
      schema: z
        .string()
        .regex(/^(?:[01]|0?\.\d{1,9}|1\.0{1,9})$/, { error: "is not a share from 0 to 1" })
        .transform(Number),
      example: "0.1",
      isSecret: false,
    },
  },
  rpc: { schema: endpointList, example: "https://rpc.example/key,https://other.example", isSecret: true },
  verify: { schema: oneOf(VERIFY_POLICIES), example: "proof", isSecret: false },
} as const;

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return url !== null && url.hostname !== "" && protocols.includes(url.protocol);
}
