/** An amount from which a transfer is treated differently by law. */
export interface ReportingThreshold {
  /** ISO 3166-1 alpha-2, "EU", or "FATF" for the standard that most jurisdictions follow. */
  jurisdiction: string;
  /** ISO 4217 */
  currency: string;
  /** Whole units of the currency. */
  amount: number;
  /** What it is, as it stands in brackets behind the amount. */
  title: string;
}

/** Secondary sources: comparisons of national rules, not the laws themselves. */
export const REPORTING_THRESHOLD_SOURCES: readonly string[] = [
  "FATF Recommendation 16: 1,000 USD or EUR; held against USD everywhere, against EUR where the euro or the EU has a part",
  "national rules as compared by notabene.id, horizon-scanner.com and finwiki-lemon.vercel.app: US, EU, SG, HK, JP, CA [P]",
  "JP: as in the source and possibly superseded, confirm before relying on it",
  "10,000 USD: the common line of cash reports, from the same comparisons [P]",
];

/**
 * National ones first: of two that say the same, the first is the one reported. The FATF's 1,000 EUR stand under EU alone:
 * held against every payment they would make 1,000 USD, the commonest of round amounts, look just below a threshold.
 */
export const REPORTING_THRESHOLDS: readonly ReportingThreshold[] = [
  { jurisdiction: "US", currency: "USD", amount: 2_000, title: "United States, suspicious activity reports of MSBs" },
  { jurisdiction: "US", currency: "USD", amount: 3_000, title: "United States, travel rule" },
  { jurisdiction: "US", currency: "USD", amount: 10_000, title: "United States, cash reports" },
  { jurisdiction: "EU", currency: "EUR", amount: 1_000, title: "European Union, self-hosted addresses" },
  { jurisdiction: "SG", currency: "SGD", amount: 1_500, title: "Singapore, travel rule" },
  { jurisdiction: "HK", currency: "HKD", amount: 8_000, title: "Hong Kong, travel rule" },
  { jurisdiction: "JP", currency: "JPY", amount: 100_000, title: "Japan, travel rule, possibly superseded" },
  { jurisdiction: "CA", currency: "CAD", amount: 1_000, title: "Canada, travel rule" },
  { jurisdiction: "FATF", currency: "USD", amount: 1_000, title: "FATF Recommendation 16" },
];

const EVERYWHERE = "FATF";
const EU = "EU";
/** Who the EU's rules bind, as ISO 3166-1 codes. */
const EU_MEMBERS: ReadonlySet<string> = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

/** The standard always; besides, those in the token's own currency and those of the jurisdictions that are party to it. */
export function applies(threshold: ReportingThreshold, peg: string, jurisdictions: ReadonlySet<string>): boolean {
  const { jurisdiction, currency } = threshold;
  return (
    jurisdiction === EVERYWHERE ||
    currency === peg ||
    jurisdictions.has(jurisdiction) ||
    (jurisdiction === EU && [...jurisdictions].some((code) => EU_MEMBERS.has(code)))
  );
}
