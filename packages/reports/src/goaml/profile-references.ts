import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { LOOKBACK_RULES } from "@redflag/domain/lookback";
import { closestMatch } from "leven";
import type { z } from "zod";
import { ELEMENT_CHARS_MAX } from "./element-lengths.ts";

const TYPING_ERRORS_MAX = 3;

interface Coded {
  code?: string | undefined;
  source?: string | undefined;
}

/** The parts of a profile's file that name others. */
interface Referring {
  sources: Record<string, unknown>;
  submission_code: Coded;
  report_codes: { STR: Coded; SAR: Coded };
  transaction: { transmode: Coded; funds: Coded };
  account: { type?: Coded | undefined; unknown_country?: Coded | undefined };
  client?:
    | { account_statuses: readonly Coded[]; identification_types: readonly Coded[]; holder_role: Coded }
    | undefined;
  indicators: { codes: readonly Coded[] };
  address_types: readonly Coded[];
  suggestions: ReadonlyArray<{ rule: string; indicators: readonly string[] }>;
  lengths: Record<string, number>;
}

type Path = ReadonlyArray<string | number>;

/** Whatever is named must be there, once: a source, an indicator that is suggested, a rule, an element with a length. */
export function checkReferences(profile: Referring, context: z.RefinementCtx): void {
  const refuse = (path: Path, message: string) => context.addIssue({ code: "custom", path: [...path], message });
  const sources = Object.keys(profile.sources);
  for (const [path, { source }] of listCodes(profile)) {
    if (source !== undefined && !sources.includes(source)) {
      refuse([...path, "source"], `names source ${source}, which is none of the file's${meant(source, sources)}`);
    }
  }
  for (const [path, list] of listsOf(profile)) {
    for (const [index, { code }] of list.entries()) {
      if (list.findIndex((other) => other.code === code) !== index) refuse([...path, index], `has code ${code} twice`);
    }
  }
  if (profile.client !== undefined && profile.account.type === undefined) {
    refuse(["account"], "needs a type where the file has a client: goAML wants it of a client's account");
  }
  checkSuggestions(profile, refuse);
  for (const [element, max] of Object.entries(profile.lengths)) {
    const most = ELEMENT_CHARS_MAX[element];
    const known = Object.keys(ELEMENT_CHARS_MAX);
    if (most === undefined) refuse(["lengths", element], `is no element with a length${meant(element, known)}`);
    else if (max > most) refuse(["lengths", element], `is more than goAML's own ${most}`);
  }
}

function checkSuggestions({ suggestions, indicators }: Referring, refuse: (path: Path, message: string) => void): void {
  const codes = indicators.codes.flatMap(({ code }) => code ?? []);
  const rules = [...HEURISTICS.map(({ id }) => id), ...LOOKBACK_RULES];
  for (const [index, suggestion] of suggestions.entries()) {
    if (!rules.includes(suggestion.rule)) {
      refuse(["suggestions", index, "rule"], `is no rule of Redflag${meant(suggestion.rule, rules)}`);
    }
    for (const [place, code] of suggestion.indicators.entries()) {
      if (codes.includes(code)) continue;
      refuse(
        ["suggestions", index, "indicators", place],
        `${code} is none of the file's indicators${meant(code, codes)}`,
      );
    }
  }
}

function meant(given: string, known: readonly string[]): string {
  const nearest = closestMatch(given, known, { maxDistance: TYPING_ERRORS_MAX });
  if (nearest !== undefined) return `; did you mean ${nearest}?`;
  return known.length === 0 ? "; it has none" : ` (${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""})`;
}

function listsOf({ client, indicators, address_types: addressTypes }: Referring): Array<[Path, readonly Coded[]]> {
  return [
    [["indicators", "codes"], indicators.codes],
    [["address_types"], addressTypes],
    [["client", "account_statuses"], client?.account_statuses ?? []],
    [["client", "identification_types"], client?.identification_types ?? []],
  ];
}

function listCodes(profile: Referring): Array<[Path, Coded]> {
  const { submission_code, report_codes, transaction, account, client } = profile;
  const single: Array<[Path, Coded | undefined]> = [
    [["submission_code"], submission_code],
    [["report_codes", "STR"], report_codes.STR],
    [["report_codes", "SAR"], report_codes.SAR],
    [["transaction", "transmode"], transaction.transmode],
    [["transaction", "funds"], transaction.funds],
    [["account", "type"], account.type],
    [["account", "unknown_country"], account.unknown_country],
    [["client", "holder_role"], client?.holder_role],
  ];
  const listed = listsOf(profile).flatMap(([path, list]) =>
    list.map((code, index): [Path, Coded] => [[...path, index], code]),
  );
  return [
    ...single.flatMap(([path, code]): Array<[Path, Coded]> => (code === undefined ? [] : [[path, code]])),
    ...listed,
  ];
}
