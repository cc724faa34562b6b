export interface OfferedIndicator {
  code: string;
  /** Absent: the profile does not have it. */
  title?: string;
  /** Why it is suggested; none where it is not. */
  why: readonly string[];
}

interface Known {
  indicators: readonly { code?: string | undefined; title: string }[];
  suggested: readonly { code: string; why: string }[];
  chosen: readonly string[];
  /** What is searched for, in the code or the title. */
  wanted: string;
}

/** A national list has hundreds: first what is suggested, then the rest, both in the list's order. What is chosen is always there. */
export function offeredIndicators({ indicators, suggested, chosen, wanted }: Known): OfferedIndicator[] {
  const whyOf = Map.groupBy(suggested, ({ code }) => code);
  const titles = new Map(indicators.flatMap(({ code, title }) => (code === undefined ? [] : [[code, title] as const])));
  const codes = [...new Set([...whyOf.keys(), ...titles.keys(), ...chosen])];
  const needle = wanted.trim().toLowerCase();
  return codes
    .map((code): OfferedIndicator => {
      const title = titles.get(code);
      const why = [...new Set((whyOf.get(code) ?? []).map((one) => one.why))];
      return { code, why, ...(title !== undefined && { title }) };
    })
    .filter(({ code, title = "" }) => chosen.includes(code) || `${code} ${title}`.toLowerCase().includes(needle));
}
