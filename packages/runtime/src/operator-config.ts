import { resolve } from "node:path";
import { Problem } from "@redflag/domain/problem";
import { z } from "zod";
import type { ReadVariable } from "./read-variable.ts";
import { readSecretFile } from "./secret-file.ts";
import { reasonOf } from "./secret-variables.ts";
import { parseWebhookSecret } from "./webhook-secret.ts";

/** Where operators are told of what needs somebody. */
export interface OperatorConfig {
  readonly mail?: {
    /** Holds the password: never log it. */
    readonly smtpUrl: string;
    readonly from: string;
    readonly to: readonly string[];
  };
  readonly webhook?: {
    /** May hold a key: never log it. */
    readonly url: string;
    /** `whsec_…`: what it signs with. */
    readonly secret: string;
  };
}

/** Plain on purpose: whatever could end a header, or begin a second address, is no address. */
const ADDRESS = /^[^\s@<>,;:"()\\[\]]+@[^\s@<>,;:"()\\[\]]+$/;

const mailAddress = z.string().regex(ADDRESS, { error: "is not a mail address" });

export const OPERATOR_VARIABLES = {
  operatorSmtpUrlFile: {
    name: "REDFLAG_OPERATOR_SMTP_URL_FILE",
    schema: z.string().transform((path) => resolve(path)),
    section: "operators",
    meaning: "the file with the URL of the mail server, its password in it",
    example: "/run/secrets/smtp.url",
    isSecret: false,
  },
  operatorMailFrom: {
    name: "REDFLAG_OPERATOR_MAIL_FROM",
    schema: mailAddress,
    section: "operators",
    meaning: "whom that mail is from",
    example: "redflag@fiu.example",
    isSecret: false,
  },
  operatorMailTo: {
    name: "REDFLAG_OPERATOR_MAIL_TO",
    schema: z
      .string()
      .transform((text) => text.split(",").map((part) => part.trim()))
      .refine((all) => all.every((each) => ADDRESS.test(each)), { error: "is not a list of mail addresses" }),
    section: "operators",
    meaning: "whom it goes to",
    example: "operators@fiu.example,duty@fiu.example",
    isSecret: false,
  },
  operatorWebhookUrl: {
    name: "REDFLAG_OPERATOR_WEBHOOK_URL",
    schema: z.string().refine((text) => ["https:", "http:"].includes(URL.parse(text)?.protocol ?? ""), {
      error: "is not a URL that begins with https:// or, of a host that REDFLAG_OUTBOUND_PRIVATE_HOSTS names, http://",
    }),
    section: "operators",
    meaning: "where the same goes as a webhook",
    example: "https://duty.fiu.example/redflag",
    isSecret: true,
  },
  operatorWebhookSecretFile: {
    name: "REDFLAG_OPERATOR_WEBHOOK_SECRET_FILE",
    schema: z.string().transform((path) => resolve(path)),
    section: "operators",
    meaning: "the file with the secret that it is signed with, `whsec_…`",
    example: "/run/secrets/operator.whsec",
    isSecret: false,
  },
} as const;

type Name = keyof typeof OPERATOR_VARIABLES;

/** Each way wholly or not at all: half of one tells nobody, and says so only once something is wrong. */
export function readOperatorConfig(read: ReadVariable, faults: string[]): OperatorConfig | undefined {
  const { operatorSmtpUrlFile, operatorMailFrom, operatorMailTo } = OPERATOR_VARIABLES;
  const { operatorWebhookUrl, operatorWebhookSecretFile } = OPERATOR_VARIABLES;
  const smtpUrlFile = read(operatorSmtpUrlFile, operatorSmtpUrlFile.name);
  const from = read(operatorMailFrom, operatorMailFrom.name);
  const to = read(operatorMailTo, operatorMailTo.name);
  const url = read(operatorWebhookUrl, operatorWebhookUrl.name);
  const secretFile = read(operatorWebhookSecretFile, operatorWebhookSecretFile.name);
  const faultsBefore = faults.length;
  requireAll({ operatorSmtpUrlFile: smtpUrlFile, operatorMailFrom: from, operatorMailTo: to });
  requireAll({ operatorWebhookUrl: url, operatorWebhookSecretFile: secretFile });
  if (faults.length > faultsBefore) return undefined;
  const smtpUrl = smtpUrlFile && readSecret("operatorSmtpUrlFile", smtpUrlFile, smtpFault);
  const secret = secretFile && readSecret("operatorWebhookSecretFile", secretFile, secretFault);
  const mail = smtpUrl && from && to ? { smtpUrl, from, to } : undefined;
  const webhook = url && secret ? { url, secret } : undefined;
  if (mail === undefined && webhook === undefined) return undefined;
  return Object.freeze({ ...(mail && { mail }), ...(webhook && { webhook }) });

  function requireAll(given: Partial<Record<Name, unknown>>): void {
    const names = Object.keys(given) as Array<Name>;
    const first = names.find((name) => given[name] !== undefined);
    if (first === undefined) return;
    for (const missing of names.filter((name) => given[name] === undefined)) {
      const { name, example } = OPERATOR_VARIABLES[missing];
      // One that is wrong has been told of already.
      if (faults.some((fault) => fault.startsWith(name))) continue;
      faults.push(`${name} is missing beside ${OPERATOR_VARIABLES[first].name}, for example ${name}=${example}`);
    }
  }

  function readSecret(
    variable: Name,
    path: string,
    findFault: (text: string) => string | undefined,
  ): string | undefined {
    const { name } = OPERATOR_VARIABLES[variable];
    try {
      const text = readSecretFile(path).trim();
      const fault = findFault(text);
      if (fault === undefined) return text;
      faults.push(`${name} "${path}" ${fault}`);
    } catch (error) {
      faults.push(`${name} "${path}" cannot be read (${reasonOf(error)})`);
    }
    return undefined;
  }
}

function smtpFault(text: string): string | undefined {
  const url = URL.parse(text);
  const isSmtp = url !== null && ["smtp:", "smtps:"].includes(url.protocol) && url.hostname !== "";
  return isSmtp ? undefined : "holds no URL such as smtps://user:password@mail.fiu.example:465";
}

function secretFault(text: string): string | undefined {
  try {
    parseWebhookSecret(text);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return `holds no secret: ${error.detail}`;
    throw error;
  }
}
