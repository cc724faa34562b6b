import type { ReportedAlert, ReportMaterial } from "./report-material.ts";
import type { ProfileSuggestion, ReportProfile } from "./report-profile.ts";

/** An indicator that may fit, by what of which alerts. */
export interface SuggestedIndicator {
  code: string;
  title: string;
  rules: readonly string[];
  notes: readonly string[];
}

export interface IndicatorSuggestions {
  /** In the profile's order. A person takes one or another; none is taken for them. */
  suggested: readonly SuggestedIndicator[];
  /** Rules of the report for which this national list has nothing that fits. */
  rulesWithout: readonly string[];
}

export function suggestIndicators(profile: ReportProfile, { alerts }: ReportMaterial): IndicatorSuggestions {
  const fitting = alerts.flatMap((alert) =>
    profile.suggestions.filter((suggestion) => fits(suggestion, alert)).map((suggestion) => ({ alert, suggestion })),
  );
  const suggested = profile.indicators.flatMap(({ code, title }) => {
    const own = fitting.filter(({ suggestion }) => code !== undefined && suggestion.indicators.includes(code));
    if (code === undefined || own.length === 0) return [];
    const rules = [...new Set(own.map(({ alert }) => alert.rule.id))].sort();
    const notes = [...new Set(own.flatMap(({ suggestion }) => suggestion.note ?? []))];
    return [{ code, title, rules, notes }];
  });
  const covered = new Set(suggested.flatMap(({ rules }) => rules));
  const rulesWithout = [...new Set(alerts.map(({ rule }) => rule.id))].filter((rule) => !covered.has(rule)).sort();
  return { suggested, rulesWithout };
}

function fits({ rule, category, authorities }: ProfileSuggestion, alert: ReportedAlert): boolean {
  if (rule !== alert.rule.id) return false;
  if (category === undefined && authorities === undefined) return true;
  return alert.listings.some(
    (listing) =>
      (category === undefined || listing.category === category) &&
      (authorities === undefined || authorities.some((authority) => holdsWord(listing.authority, authority))),
  );
}

/** "UN" is in "UN Security Council" and not in "Unknown". */
function holdsWord(text: string, words: string): boolean {
  return ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `.includes(` ${words.toLowerCase()} `);
}
