import { resolve } from "node:path";
import { z } from "zod";
import { groupRoles, issuerUrl } from "./oidc-variables.ts";
import { OPERATOR_VARIABLES } from "./operator-config.ts";
import {
  auditCheckpointsPlace,
  endpointList,
  hostList,
  IP_ADDRESS,
  isAddressBlock,
  LOG_LEVELS,
  oneOf,
  originUrl,
  PORT,
  SAMPLERS,
  urlOf,
  VERIFY_POLICIES,
} from "./variable-schemas.ts";

/** A new variable is one row here. */
export const VARIABLES = {
  single: {
    dataDir: {
      name: "REDFLAG_DATA_DIR",
      schema: z.string(),
      section: "data",
      meaning: "where everything embedded lies, and the keys that are made here; default `.redflag`",
      example: "/var/lib/redflag",
      isSecret: false,
    },
    databaseUrl: {
      name: "REDFLAG_DATABASE_URL",
      schema: urlOf("postgres:", "postgresql:"),
      section: "data",
      meaning: "your PostgreSQL ≥ 15, as its owner; default: an embedded one in the data directory",
      example: "postgres://user:password@host:5432/redflag",
      isSecret: true,
    },
    databaseUrlFile: {
      name: "REDFLAG_DATABASE_URL_FILE",
      schema: z.string(),
      section: "data",
      meaning: "a file with that URL instead: a service's own login, as `redflag logins` writes it",
      example: "/run/redflag-logins/ingest.url",
      isSecret: false,
    },
    exchangeDatabaseUrlFile: {
      name: "REDFLAG_EXCHANGE_DATABASE_URL_FILE",
      schema: z.string(),
      section: "data",
      meaning:
        "the file with the login for exchanges, for an API that runs by itself; without it that API answers exchanges with 503",
      example: "/run/redflag-logins/exchange.url",
      isSecret: false,
    },
    readDatabaseUrlFile: {
      name: "REDFLAG_READ_DATABASE_URL_FILE",
      schema: z.string(),
      section: "data",
      meaning:
        "the file with the URL of a standby, under the API's login: what staff follow and look back at is read there, and says as of when ([how far it goes](../scaling.md)); default, and where it is behind: the primary",
      example: "/run/redflag-logins/read.url",
      isSecret: false,
    },
    redisUrl: {
      name: "REDFLAG_REDIS_URL",
      schema: urlOf("redis:", "rediss:"),
      section: "data",
      meaning: "your Redis for the queue; default: the queue lives in PostgreSQL",
      example: "redis://host:6379/0",
      isSecret: true,
    },
    logLevel: {
      name: "REDFLAG_LOG_LEVEL",
      schema: oneOf(LOG_LEVELS),
      section: "watch",
      meaning: "how much is logged, to standard error: `trace` to `fatal`, or `silent`; default `info`",
      example: "info",
      isSecret: false,
    },
    metricsPort: {
      name: "REDFLAG_METRICS_PORT",
      schema: PORT,
      section: "watch",
      meaning:
        "where metrics and health are served ([which](metrics.md)); default: they are not. They ask for no password",
      example: "9464",
      isSecret: false,
    },
    metricsHost: {
      name: "REDFLAG_METRICS_HOST",
      schema: IP_ADDRESS,
      section: "watch",
      meaning: "the address that they are served on; default: loopback",
      example: "10.0.0.5",
      isSecret: false,
    },
    retentionDays: {
      name: "REDFLAG_RETENTION_DAYS",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,4}$/, { error: "is not a number of days from 1 to 99999" })
        .transform(Number),
      section: "data",
      meaning:
        "blocks older than so many days, never less than the rules may still count (120), are dropped; their alerts and coverage stay; default: all is kept",
      example: "365",
      isSecret: false,
    },
    auditKeyFile: {
      name: "REDFLAG_AUDIT_KEY_FILE",
      schema: z.string().transform((path) => resolve(path)),
      section: "audit",
      meaning: "the key that signs the audit, made when missing; default `audit-signing-key.pem` in the data directory",
      example: "/run/secrets/audit-signing-key.pem",
      isSecret: false,
    },
    installationKeyFile: {
      name: "REDFLAG_INSTALLATION_KEY_FILE",
      schema: z.string().transform((path) => resolve(path)),
      section: "data",
      meaning:
        "the key that webhooks' secrets and exchanges' own addresses rest under, made when missing; default `installation.key` in the data directory. API and notify need the same; keep a copy apart from the database's",
      example: "/run/secrets/installation.key",
      isSecret: false,
    },
    auditCheckpoints: {
      name: "REDFLAG_AUDIT_CHECKPOINTS",
      schema: auditCheckpointsPlace,
      section: "audit",
      meaning:
        "a file elsewhere, or an `https://` URL, that signed checkpoints leave to ([how](../guides/audit.md)); default: they stay in the database, and the log says so",
      example: "https://keeper.example/checkpoints",
      isSecret: true,
    },
    apiPort: {
      name: "REDFLAG_API_PORT",
      schema: PORT,
      section: "api",
      meaning: "where API and console listen; default: `start` serves none, the demo and an API by itself take 8620",
      example: "8620",
      isSecret: false,
    },
    apiHost: {
      name: "REDFLAG_API_HOST",
      schema: IP_ADDRESS,
      section: "api",
      meaning:
        "the address that they listen on; default `127.0.0.1`. It speaks plain HTTP: https is for the proxy before it",
      example: "127.0.0.1",
      isSecret: false,
    },
    publicUrl: {
      name: "REDFLAG_PUBLIC_URL",
      schema: originUrl,
      section: "api",
      meaning:
        "the origin that browsers reach it under; with `https://` cookies are for https alone; OpenID Connect needs it",
      example: "https://redflag.example",
      isSecret: false,
    },
    apiTrustedProxy: {
      name: "REDFLAG_API_TRUSTED_PROXY",
      schema: z
        .string()
        .transform((text) => text.split(",").map((part) => part.trim()))
        .refine((parts) => parts.every(isAddressBlock), { error: "is not a list of IP addresses or CIDR blocks" }),
      section: "api",
      meaning: "addresses and CIDR blocks whose `X-Forwarded-For` is believed; default: nobody's",
      example: "127.0.0.1,10.0.0.0/8",
      isSecret: false,
    },
    apiCallsPerMinute: {
      name: "REDFLAG_API_CALLS_PER_MINUTE",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,8}$/, { error: "is not a whole number from 1 to 999999999" })
        .transform(Number),
      section: "api",
      meaning: "of one person or key, in each process; default 6000",
      example: "6000",
      isSecret: false,
    },
    outboundPrivateHosts: {
      name: "REDFLAG_OUTBOUND_PRIVATE_HOSTS",
      schema: hostList,
      section: "data",
      meaning:
        "hosts that lists may be fetched from, and operators told at, although their address is not public; default: none",
      example: "lists.internal.example,10.0.0.5:8443",
      isSecret: false,
    },
    webhookPrivateHosts: {
      name: "REDFLAG_WEBHOOK_PRIVATE_HOSTS",
      schema: hostList,
      section: "api",
      meaning:
        "hosts that webhooks may go to although they are private, and by `http:`; for development; default: none",
      example: "127.0.0.1:8787",
      isSecret: false,
    },
    webhookLogDays: {
      name: "REDFLAG_WEBHOOK_LOG_DAYS",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,3}$/, { error: "is not a number of days from 1 to 9999" })
        .transform(Number),
      section: "api",
      meaning: "how long delivered webhooks stay in the log; default 30",
      example: "30",
      isSecret: false,
    },
    ...OPERATOR_VARIABLES,
    oidcIssuer: {
      name: "REDFLAG_OIDC_ISSUER",
      schema: issuerUrl,
      section: "people",
      meaning: "the provider's issuer, as its own pages give it",
      example: "https://sso.example/realms/fiu",
      // Whoever writes a password into it has it refused, and not repeated.
      isSecret: true,
    },
    oidcClientId: {
      name: "REDFLAG_OIDC_CLIENT_ID",
      schema: z.string(),
      section: "people",
      meaning: "what the provider calls this installation",
      example: "redflag",
      isSecret: false,
    },
    oidcClientSecret: {
      name: "REDFLAG_OIDC_CLIENT_SECRET",
      schema: z.string(),
      section: "people",
      meaning: "what it proves that with",
      example: "the-secret-that-the-provider-shows",
      isSecret: true,
    },
    oidcGroupsClaim: {
      name: "REDFLAG_OIDC_GROUPS_CLAIM",
      schema: z.string(),
      section: "people",
      meaning: "the claim that lists a person's groups; default `groups`",
      example: "groups",
      isSecret: false,
    },
    oidcRoles: {
      name: "REDFLAG_OIDC_ROLES",
      schema: groupRoles,
      section: "people",
      meaning: "what each group may do here; who is in none of them may not sign in",
      example: "compliance-leads=supervisor,fiu=analyst",
      isSecret: false,
    },
    // The names that OpenTelemetry gives them; its library reads the rest of what it documents by itself.
    otlpUrl: {
      name: "OTEL_EXPORTER_OTLP_ENDPOINT",
      schema: urlOf("http:", "https:"),
      section: "watch",
      meaning:
        "traces from the block to the delivery go there ([how](traces.md)); default: none, and nothing of it is loaded",
      example: "http://127.0.0.1:4318",
      isSecret: true,
    },
    otlpTracesUrl: {
      name: "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
      schema: urlOf("http:", "https:"),
      section: "watch",
      meaning: "the same for traces alone, as it stands, and before the other",
      example: "http://127.0.0.1:4318/v1/traces",
      isSecret: true,
    },
    tracesSampler: {
      name: "OTEL_TRACES_SAMPLER",
      schema: oneOf(SAMPLERS),
      section: "watch",
      meaning: "which traces are kept; default: all",
      example: "traceidratio",
      isSecret: false,
    },
    tracesSamplerArg: {
      name: "OTEL_TRACES_SAMPLER_ARG",
      schema: z
        .string()
        .regex(/^(?:[01]|0?\.\d{1,9}|1\.0{1,9})$/, { error: "is not a share from 0 to 1" })
        .transform(Number),
      section: "watch",
      meaning: "the share of them that a sampler by ratio keeps, from 0 to 1; default: all",
      example: "0.1",
      isSecret: false,
    },
  },
  rpc: {
    schema: endpointList,
    section: "chains",
    meaning:
      "endpoints of a chain, separated by commas: the healthiest answers, the others prove. Behind a `#`, which is never sent: `header=Name:value` (repeatable, percent-encoded), `rps=15`, `batch=50`, joined by `&`. A `ws(s)://` URL is listened to for new heads",
    example: "https://rpc.example/key,https://other.example",
    isSecret: true,
  },
  verify: {
    schema: oneOf(VERIFY_POLICIES),
    section: "chains",
    meaning:
      "how a block must be checked before its alerts are final: `proof`, `bloom`, `peers` (two endpoints gave the same) or `header`; default: what suits the chain. A weaker choice shows in coverage; under `proof`, blocks that cannot be proven need two endpoints",
    example: "proof",
    isSecret: false,
  },
} as const;
