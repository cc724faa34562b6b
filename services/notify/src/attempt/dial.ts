import { connect as connectTcp, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls, type SecureContext } from "node:tls";
import { Problem } from "@redflag/domain/problem";
import type { buildConnector } from "undici";
import { AttemptFault } from "./attempt-fault.ts";
import { tlsWords } from "./tls-words.ts";

/** Before the next of a name's addresses is tried beside one that does not answer. */
const ADDRESS_MS = 1000;

export interface DialOptions {
  /** Gives addresses that were looked at, for this connection: nothing resolves the name again. */
  lookup: LookupFunction;
  secureContext: SecureContext;
  /** From the name to the end of TLS. */
  connectMs: number;
  /** Told of each connection that is made, and of its end. */
  onOpen: () => void;
  onClose: () => void;
}

type Phase = "name" | "connection" | "handshake";

/**
 * How undici gets its connections. Its own connector says neither in which phase a time-out fell nor, of what broke off, whether
 * TLS had begun; and it takes TLS sessions up again, which leaves the certificate unread: here each connection reads it.
 */
export function createConnector(options: DialOptions): buildConnector.connector {
  return (target, callback) => {
    let phase: Phase = isIP(target.hostname) === 0 ? "name" : "connection";
    const lookup: LookupFunction = (hostname, asked, done) =>
      options.lookup(hostname, asked, (error, address, family) => {
        if (error === null) phase = "connection";
        done(error, address, family);
      });
    const socket = open(target, options, lookup);
    const timer = setTimeout(() => socket.destroy(timedOut(phase, options.connectMs)), options.connectMs);
    options.onOpen();
    let settled = false;
    const settle = (error?: Error) => {
      clearTimeout(timer);
      if (settled) return;
      settled = true;
      if (error === undefined) callback(null, socket);
      else callback(faultOf(error, phase), null);
    };
    socket
      .setNoDelay(true)
      .setKeepAlive(true, 60_000)
      .once("connect", () => {
        phase = "handshake";
      })
      .once(target.protocol === "https:" ? "secureConnect" : "connect", () => settle())
      // Later errors are undici's: it listens, too.
      .on("error", settle)
      .once("close", () => {
        options.onClose();
        settle(new AttemptFault("reset", "the connection was closed before it stood"));
      });
  };
}

function open(target: buildConnector.Options, { secureContext }: DialOptions, lookup: LookupFunction): Socket {
  const { hostname: host, protocol } = target;
  const port = Number(target.port) || (protocol === "https:" ? 443 : 80);
  const where = { host, port, lookup, autoSelectFamilyAttemptTimeout: ADDRESS_MS };
  if (protocol !== "https:") return connectTcp(where);
  // An address is no name that a server could choose its certificate by.
  const named = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ ...where, ...named, secureContext, ALPNProtocols: ["http/1.1"], rejectUnauthorized: true });
}

function timedOut(phase: Phase, connectMs: number): AttemptFault {
  return new AttemptFault("connect_timeout", `${SLOW[phase]} within ${connectMs} ms`);
}

const SLOW: Readonly<Record<Phase, string>> = {
  name: "the name was not resolved",
  connection: "nobody answered at the address",
  handshake: "TLS was not agreed on",
};

const BROKEN_OFF: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens at that port",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "its network cannot be reached",
  ECONNRESET: "the connection was refused with a reset",
};

/** The dial's own error keeps no code: undici takes some for its own, and then tries again without end. */
function faultOf(error: Error, phase: Phase): AttemptFault {
  if (error instanceof AttemptFault) return error;
  if (error instanceof Problem) return new AttemptFault("address_refused", error.detail);
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  if (phase === "name") return new AttemptFault("name_unresolved", nameWords(code), { cause: error });
  if (phase === "handshake") {
    if (BROKEN_OFF.has(code))
      return new AttemptFault("reset", `the connection broke off in the TLS handshake (${code})`);
    return new AttemptFault("tls_failed", tlsWords(error), { cause: error });
  }
  if (code === "ETIMEDOUT") return new AttemptFault("connect_timeout", "nobody answered at the address (ETIMEDOUT)");
  return new AttemptFault("connect_failed", `${WORDS[code] ?? "no connection could be made"} (${code})`, {
    cause: error,
  });
}

function nameWords(code: string): string {
  if (code === "ENOTFOUND" || code === "ENODATA") return `the name has no address (${code})`;
  return `the name could not be resolved (${code})`;
}
