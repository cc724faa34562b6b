import type { OperatorConfig } from "@redflag/runtime/operator-config";
import { createTransport } from "nodemailer";

export interface Mail {
  /** The same on every attempt: whoever gets it twice can tell. */
  id: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /** @returns why it did not go, in words that hold no password and nothing that the server said; undefined when it went */
  send(mail: Mail): Promise<string | undefined>;
  close(): void;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** By the operator's own server. Off this machine it speaks TLS or not at all: the URL holds a password. */
export function createMailer({ smtpUrl, from, to }: NonNullable<OperatorConfig["mail"]>): Mailer {
  const { hostname, protocol } = new URL(smtpUrl);
  const transport = createTransport({
    url: smtpUrl,
    requireTLS: protocol === "smtp:" && !LOOPBACK.has(hostname),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, subject, text }) {
      try {
        const messageId = `<${id}@${from.slice(from.indexOf("@") + 1)}>`;
        // Machines that answer mail leave alone what says that it is by a machine.
        const headers = { "Auto-Submitted": "auto-generated" };
        await transport.sendMail({ from, to: [...to], subject, text, messageId, headers });
        return undefined;
      } catch (error) {
        return faultOf(error);
      }
    },
    close: () => transport.close(),
  };
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown cause";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return "responseCode" in error && typeof error.responseCode === "number" ? `${code} ${error.responseCode}` : code;
}
