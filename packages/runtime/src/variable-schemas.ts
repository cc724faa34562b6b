import { isIP } from "node:net";
import { resolve } from "node:path";
import type { VerifyPolicy } from "@redflag/domain/chain";
import { parseEndpointOptions } from "@redflag/domain/endpoint-options";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A trace's id decides, in every process alike: what a parent would decide is the same. */
export const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export const VERIFY_POLICIES = ["proof", "bloom", "header", "peers"] as const satisfies readonly VerifyPolicy[];

/** Messages complete the sentence that begins with the variable's name, and never repeat the value. */
export function urlOf(...protocols: string[]) {
  return z.string().refine((text) => hasProtocol(text, protocols), {
    error: `is not a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
  });
}

export function oneOf<const T extends readonly string[]>(choices: T) {
  return z.enum(choices, { error: `is none of ${choices.join(", ")}` });
}

export const endpointList = z
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

export const auditCheckpointsPlace = z.string().transform((text, context): AuditCheckpointsPlace => {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(text)) return { kind: "file", path: resolve(text) };
  const url = URL.parse(text);
  const isPlain = url?.protocol === "http:" && LOOPBACK.includes(url.hostname);
  if (url !== null && url.hostname !== "" && (url.protocol === "https:" || isPlain)) return { kind: "url", url: text };
  context.addIssue({ code: "custom", message: "is neither a file nor a URL that begins with https://" });
  return z.NEVER;
});

export const PORT = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, { error: "is not a port from 1 to 65535" })
  .transform(Number)
  .refine((port) => port <= 65_535, { error: "is not a port from 1 to 65535" });

export const IP_ADDRESS = z
  .string()
  .refine((text) => text === "localhost" || isIP(text) !== 0, { error: "is not an IP address" });

/** The console and the sign-in cookies belong to an origin: a path would promise more than can be kept. */
export const originUrl = z
  .string()
  .refine((text) => hasProtocol(text, ["http:", "https:"]), {
    error: "is not a URL that begins with http:// or https://",
  })
  .refine((text) => URL.parse(text)?.href === `${URL.parse(text)?.origin}/`, {
    error: "has more than scheme, host and port",
  })
  .transform((text) => new URL(text).origin);

export function isAddressBlock(text: string): boolean {
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

export const hostList = z.string().transform((text, context): readonly string[] => {
  const hosts = text.split(",").map((part) => hostOf(part.trim()));
  const known = hosts.filter((host) => host !== undefined);
  if (known.length === hosts.length) return known;
  context.addIssue({ code: "custom", message: "is not a list of hosts, each with or without a port" });
  return z.NEVER;
});

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return url !== null && url.hostname !== "" && protocols.includes(url.protocol);
}
