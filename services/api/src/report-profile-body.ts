import type { ReportProfileBody } from "@redflag/contract/http/routes/reports";
import type { ProfileCode, ReportProfile } from "@redflag/reports/goaml/report-profile";

/** What of a profile people choose from, and what it wants of them. */
export function reportProfileBody(profile: ReportProfile): ReportProfileBody {
  const { id, country, title, fiu, sha256, client } = profile;
  return {
    id,
    country,
    title,
    fiu,
    sha256,
    currency: profile.currency.code,
    sources: profile.sources.map((source) => ({ ...source })),
    reportCodes: { STR: codeBody(profile.reportCodes.STR), SAR: codeBody(profile.reportCodes.SAR) },
    indicators: profile.indicators.map(codeBody),
    hasAllIndicators: profile.hasAllIndicators,
    addressTypes: profile.addressTypes.map(codeBody),
    ...(client && {
      client: {
        accountStatuses: client.accountStatuses.map(codeBody),
        identificationTypes: client.identificationTypes.map(codeBody),
      },
    }),
    requires: { ...profile.requires },
  };
}

function codeBody({ code, title }: ProfileCode) {
  return { ...(code !== undefined && { code }), title };
}
