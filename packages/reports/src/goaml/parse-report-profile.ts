import { createHash } from "node:crypto";
import { Problem } from "@redflag/domain/problem";
import type { ProfileCode, ReportProfile } from "./report-profile.ts";
import { ReportProfileYaml } from "./report-profile-yaml.ts";
import { readYaml, type YamlFault } from "./yaml-lines.ts";

const PROFILE_BYTES_MAX = 1_000_000;
const FAULTS_SHOWN_MAX = 20;
const REASON_CHARS_MAX = 300;

/**
 * @param id the file's name without its ending
 * @throws Problem `report_profile_unreadable` naming the file, and each fault with its line
 */
export function parseReportProfile(id: string, bytes: Uint8Array): ReportProfile {
  const file = `${id}.yaml`;
  if (bytes.length > PROFILE_BYTES_MAX) {
    throw new Problem("report_profile_unreadable", `${file} has more than ${PROFILE_BYTES_MAX} bytes`);
  }
  const { value, faults, lineOf } = readYaml(decode(file, bytes));
  refuse(file, faults);
  const parsed = ReportProfileYaml.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({ path: [...issue.path, key], message: "is not known here" }))
        : [issue],
    );
    refuse(
      file,
      issues.map(({ path, message }) => ({ line: lineOf(path), reason: `${placeText(path)}: ${message}` })),
    );
  }
  return toProfile(id, createHash("sha256").update(bytes).digest("hex"), ReportProfileYaml.parse(value));
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem("report_profile_unreadable", `${file} is not UTF-8`, { cause });
  }
}

function refuse(file: string, faults: readonly YamlFault[]): void {
  if (faults.length === 0) return;
  const shown = faults.slice(0, FAULTS_SHOWN_MAX).map(({ line, reason }) => `line ${line}: ${printable(reason)}`);
  const more = faults.length > FAULTS_SHOWN_MAX ? `; and ${faults.length - FAULTS_SHOWN_MAX} more` : "";
  throw new Problem("report_profile_unreadable", `${file}, ${shown.join("; ")}${more}`);
}

function placeText(path: readonly PropertyKey[]): string {
  return path.map((step) => (typeof step === "number" ? `${step + 1}` : String(step))).join(".") || "the file";
}

/** A file's own words made fit for a message: nothing in them can act on a terminal. */
function printable(text: string): string {
  const short = text.length > REASON_CHARS_MAX ? `${text.slice(0, REASON_CHARS_MAX)}…` : text;
  return short.replaceAll(/[^\x20-\x7e…]/g, "?");
}

function toProfile(id: string, sha256: string, yaml: ReportProfileYaml): ReportProfile {
  const { transaction, account, client, indicators, requires, narrative } = yaml;
  return {
    id,
    country: yaml.country,
    title: yaml.title,
    fiu: yaml.fiu,
    sha256,
    sources: Object.entries(yaml.sources).map(([source, { url, ...rest }]) => ({
      id: source,
      ...rest,
      ...(url !== undefined && { url }),
    })),
    cautions: yaml.cautions,
    schema: {
      version: yaml.schema.version,
      dateElement: yaml.schema.date_element,
      rejectedReference: yaml.schema.rejected_reference,
    },
    currency: { code: yaml.currency.code, fractionDigits: yaml.currency.fraction_digits },
    submissionCode: toCode(yaml.submission_code),
    reportCodes: { STR: toCode(yaml.report_codes.STR), SAR: toCode(yaml.report_codes.SAR) },
    transaction: {
      transmode: toCode(transaction.transmode),
      ...(transaction.transmode_comment !== undefined && { transmodeComment: transaction.transmode_comment }),
      funds: toCode(transaction.funds),
      max: transaction.max,
    },
    account: {
      ...(account.type !== undefined && { type: toCode(account.type) }),
      unknownInstitution: account.unknown_institution,
      unknownHolder: account.unknown_holder,
      ...(account.unknown_country !== undefined && { unknownCountry: toCode(account.unknown_country) }),
    },
    ...(client !== undefined && {
      client: {
        accountStatuses: client.account_statuses.map(toCode),
        identificationTypes: client.identification_types.map(toCode),
        holderRole: toCode(client.holder_role),
        ...(client.tax_reg_number !== undefined && { taxRegNumber: client.tax_reg_number }),
      },
    }),
    indicators: indicators.codes.map(toCode),
    hasAllIndicators: indicators.complete,
    suggestions: yaml.suggestions.map(({ category, authorities, note, ...rest }) => ({
      ...rest,
      ...(category !== undefined && { category }),
      ...(authorities !== undefined && { authorities }),
      ...(note !== undefined && { note }),
    })),
    requires: {
      reporter: requires.reporter,
      location: requires.location,
      words: requires.words,
      action: requires.action,
      plainNames: requires.plain_names,
    },
    addressTypes: yaml.address_types.map(toCode),
    lengths: yaml.lengths,
    narrative: narrative.begins === undefined ? {} : { begins: narrative.begins },
  };
}

function toCode({
  code,
  title,
  source,
}: {
  code?: string | undefined;
  title: string;
  source?: string | undefined;
}): ProfileCode {
  return { ...(code !== undefined && { code }), title, ...(source !== undefined && { source }) };
}
