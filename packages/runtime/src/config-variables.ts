import type { VerifyPolicy } from "@redflag/domain/chain";
import { parseEndpointOptions } from "@redflag/domain/endpoint-options";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import { groupRoles, issuerUrl } from "./oidc-variables.ts";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

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
    redisUrl: {
      name: "REDFLAG_REDIS_URL",
      schema: urlOf("redis:", "rediss:"),
      example: "redis://host:6379/0",
      isSecret: true,
    },
    logLevel: { name: "REDFLAG_LOG_LEVEL", schema: oneOf(LOG_LEVELS), example: "info", isSecret: false },
    metricsPort: {
      name: "REDFLAG_METRICS_PORT",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,4}$/, { error: "is not a port from 1 to 65535" })
        .transform(Number)
        .refine((port) => port <= 65_535, { error: "is not a port from 1 to 65535" }),
      example: "9464",
      isSecret: false,
    },
    retentionDays: {
      name: "REDFLAG_RETENTION_DAYS",
      schema: z
        .string()
        .regex(/^[1-9]\d{0,4}$/, { error: "is not a number of days from 1 to 99999" })
        .transform(Number),
      example: "365",
      isSecret: false,
    },
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
  },
  rpc: { schema: endpointList, example: "https://rpc.example/key,https://other.example", isSecret: true },
  verify: { schema: oneOf(VERIFY_POLICIES), example: "proof", isSecret: false },
} as const;

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return url !== null && url.hostname !== "" && protocols.includes(url.protocol);
}
