/** One code of a national list, with what the list calls it. */
export interface ProfileCode {
  /** Absent where the FIU gives it only to those it has registered: preflight refuses what needs it, until the file has it. */
  code?: string;
  title: string;
  /** Where it was read: an id of `ReportProfile.sources`. Absent where that is not known: preflight says so. */
  source?: string;
}

export interface ProfileSource {
  id: string;
  title: string;
  url?: string;
  /** The day on which it was read or published. */
  date: string;
}

/** What one FIU wants: its codes and its rules, as a file in `report-profiles/` says. Nothing of an installation's own. */
export interface ReportProfile {
  /** The file's name without its ending. */
  id: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  title: string;
  fiu: string;
  /** SHA-256 of the file, in hex. */
  sha256: string;
  sources: readonly ProfileSource[];
  /** What is to be known of the file itself: preflight says it with every report. */
  cautions: readonly string[];
  schema: {
    version: string;
    /** How this revision calls the moment of the report. */
    dateElement: "submission_date" | "report_date";
    /** Whether it has an element for the number of a report that this one replaces: goAML has it since 5.1. */
    rejectedReference: boolean;
  };
  /** What amounts are reported in, and its digits after the point. */
  currency: { code: string; fractionDigits: number };
  submissionCode: ProfileCode;
  reportCodes: { STR: ProfileCode; SAR: ProfileCode };
  transaction: {
    transmode: ProfileCode;
    /** Where this revision wants a comment whatever the code is. */
    transmodeComment?: string;
    funds: ProfileCode;
    max: number;
  };
  account: {
    /** Absent where this revision does not want it, and the national list has none that fits a wallet. */
    type?: ProfileCode;
    /** Of an address that no list attributes to a business. */
    unknownInstitution: { name: string; code: string };
    /** Of an account whose holder is not known: always so, but for a client. */
    unknownHolder: string;
    /** Of a side whose country is not known; absent where the national list has no such code. */
    unknownCountry?: ProfileCode;
  };
  /** How a party that is a client is written; absent where this profile cannot say. */
  client?: {
    accountStatuses: readonly ProfileCode[];
    identificationTypes: readonly ProfileCode[];
    holderRole: ProfileCode;
    /** Where this revision wants it of every person. */
    taxRegNumber?: string;
  };
  indicators: readonly ProfileCode[];
  /** All of the national list: a code that is not among them is refused. Otherwise it is only said. */
  hasAllIndicators: boolean;
  /** Which indicators may fit what Redflag found. Suggested, never taken. */
  suggestions: readonly ProfileSuggestion[];
  requires: {
    reporter: "person" | "person_or_code";
    location: boolean;
    /** The analyst's own words. */
    words: boolean;
    action: boolean;
    /** Names of persons in Latin letters without marks, as some national schemas have it. */
    plainNames: boolean;
  };
  /** Codes of the kinds of address, for the report's location. */
  addressTypes: readonly ProfileCode[];
  /** Characters at most, by element, where that is fewer than goAML's own. */
  lengths: Readonly<Record<string, number>>;
  narrative: {
    /** What the narrative must begin with. */
    begins?: string;
  };
}

export interface ProfileSuggestion {
  rule: string;
  /** Only for an alert that rests on a listing of this category, or by an authority whose name holds one of these. */
  category?: string;
  authorities?: readonly string[];
  indicators: readonly string[];
  note?: string;
}
