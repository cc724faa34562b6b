import type { ProfileCode, ReportProfile } from "@redflag/reports/goaml/report-profile";
import { countOf } from "./count-text.ts";

/** What of a profile is not settled, by the codes' titles. */
export interface OpenCodes {
  /** No code: preflight refuses what needs it. */
  missing: readonly string[];
  /** A code, and nobody says where it was read. */
  unsourced: readonly string[];
}

export function listOpenCodes({ submissionCode, reportCodes, transaction, account }: ReportProfile): OpenCodes {
  const fixed: readonly ProfileCode[] = [
    submissionCode,
    reportCodes.STR,
    reportCodes.SAR,
    transaction.transmode,
    transaction.funds,
    ...(account.type === undefined ? [] : [account.type]),
    account.unknownCountry ?? { title: "country that is not known" },
  ];
  return {
    missing: fixed.filter(({ code }) => code === undefined).map(({ title }) => title),
    unsourced: fixed.filter(({ code, source }) => code !== undefined && source === undefined).map(({ title }) => title),
  };
}

export function profileText(profile: ReportProfile): string[] {
  const { id, title, currency, schema, indicators, hasAllIndicators, suggestions } = profile;
  const { missing, unsourced } = listOpenCodes(profile);
  const whole = hasAllIndicators ? "no others are taken" : "others are taken as well";
  const said = `${countOf(indicators.length, "indicator")} (${whole}), ${countOf(suggestions.length, "suggestion")}`;
  return [
    `${id}  ${title}, ${currency.code}, schema ${schema.version}: ${said}`,
    ...(missing.length === 0 ? [] : [`    no code yet, and no report without it: ${missing.join("; ")}`]),
    ...(unsourced.length === 0 ? [] : [`    a code of which nobody says where it was read: ${unsourced.join("; ")}`]),
  ];
}
