import { createHash } from "node:crypto";
import type { ReportPreflight, ReportTransaction } from "@redflag/contract/http/routes/reports";
import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { getReportProfile, loadReportProfiles } from "@redflag/reports/goaml/load-report-profiles";
import { localAmount } from "@redflag/reports/goaml/local-amount";
import { preflight } from "@redflag/reports/goaml/preflight";
import type { ReportedPayment, ReportedSide } from "@redflag/reports/goaml/report-material";
import type { ReportProfile } from "@redflag/reports/goaml/report-profile";
import { suggestIndicators } from "@redflag/reports/goaml/suggest-indicators";
import { writeNarrative, writeReport } from "@redflag/reports/goaml/write-report";
import type { Executor } from "@redflag/store/database";
import { getReportXml, type SeenReport } from "@redflag/store/report-file";
import { choicesOf } from "./report-body.ts";
import { type ReadMaterial, readReportMaterial } from "./report-material.ts";

/** A report as it would be, of the alerts, rates and the profile's file as they are at one moment. */
export interface DrawnUpReport extends ReadMaterial {
  profile: ReportProfile;
  choices: ReportChoices;
  problems: readonly ReportProblem[];
}

/**
 * @param db no transaction
 * @param profilesDir read anew each time: whoever adds or mends a profile need not start anything again
 * @throws Problem `report_profile_unknown`, `report_profile_unreadable`
 */
export async function drawUpReport(
  db: Executor,
  seen: SeenReport,
  { profilesDir, now }: { profilesDir: string; now: Date },
): Promise<DrawnUpReport> {
  const profile = getReportProfile(await loadReportProfiles(profilesDir), seen.profile);
  const choices = choicesOf(seen);
  const read = await readReportMaterial(db, seen, { currency: profile.currency.code, now });
  return { ...read, profile, choices, problems: preflight(profile, choices, read.material) };
}

/**
 * Its file: of thousands of payments that is a second's work, and done for nobody who only looks at the problems.
 * @throws Problem `report_incomplete`, with the codes of what blocks it: preflight has the words
 */
export function writeComplete({ profile, choices, material, problems }: DrawnUpReport): Buffer {
  requireComplete(problems, material.number);
  return Buffer.from(writeReport(profile, choices, material));
}

function requireComplete(problems: readonly ReportProblem[], number: string): void {
  const blocking = problems.filter(({ blocks }) => blocks);
  if (blocking.length === 0) return;
  const codes = [...new Set(blocking.map(({ code }) => code))].join(", ");
  throw new Problem("report_incomplete", `${number}: ${blocking.length} in its way: ${codes}`);
}

/**
 * Of one that is ready or filed exactly what is kept; of a draft as it would be now.
 * @throws Problem `report_incomplete`, `report_state`, and what `drawUpReport` throws
 */
export async function readReportXml(
  db: Executor,
  seen: SeenReport,
  options: { profilesDir: string; now: Date },
): Promise<{ bytes: Buffer; sha256: string }> {
  const bytes =
    seen.status === "draft" ? writeComplete(await drawUpReport(db, seen, options)) : await getReportXml(db, seen);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

export function preflightBody(drawn: DrawnUpReport): ReportPreflight {
  const { material, profile, choices, problems, rateVersions } = drawn;
  const { suggested, rulesWithout } = suggestIndicators(profile, material);
  const clients = new Set(choices.clients?.map(({ account }) => account));
  return {
    number: material.number,
    at: material.at,
    complete: !problems.some(({ blocks }) => blocks),
    problems: [...problems],
    narrative: writeNarrative(profile, choices, material),
    currency: material.currency,
    transactions: material.payments.map((payment) => transactionBody(payment, clients, profile)),
    suggestions: suggested.map(({ rules, notes, ...rest }) => ({ ...rest, rules: [...rules], notes: [...notes] })),
    rulesWithout: [...rulesWithout],
    rates: { ...rateVersions },
  };
}

function transactionBody(
  payment: ReportedPayment,
  clients: ReadonlySet<string>,
  { currency }: ReportProfile,
): ReportTransaction {
  const { alerts, chain, block, at, transaction, logIndex, amount, worth } = payment;
  return {
    alerts: [...alerts] as Hash[],
    chain: chain.caip2,
    block,
    at,
    transaction,
    logIndex,
    amount,
    ...("micros" in worth && { worth: localAmount(worth.micros, currency.fractionDigits).text }),
    sender: partyBody(payment.sender, clients),
    recipient: partyBody(payment.recipient, clients),
  };
}

function partyBody({ account, service }: ReportedSide, clients: ReadonlySet<string>): ReportTransaction["sender"] {
  return {
    account,
    ...(service && { service: { ...service, jurisdictions: [...service.jurisdictions] } }),
    client: clients.has(account),
  };
}
