import {
  type ChangedParams,
  enforcedParams,
  type HeuristicSetting,
  modeOf,
  type Settable,
} from "@redflag/domain/heuristic-setting";

/** When a rule judges, for people. */
export const WHEN_JUDGED: Record<Settable["stage"], string> = {
  head: "at the head, provisionally",
  depth: "on final blocks, with what it remembers",
  "cross-chain": "what arrives by a bridge, on final blocks of all chains",
  graph: "on final blocks, how payments between addresses new to each other stand together",
  search: "nothing itself: it keeps and rates what those rules look at",
};

/** What holds of a rule, as one line. */
export function settingText({ id, version }: Settable, setting: HeuristicSetting | undefined): string {
  const { params = {}, shadowParams } = setting ?? {};
  const number = setting === undefined ? "never set" : `setting ${setting.seq}`;
  const tried = shadowParams === undefined ? "" : `; in shadow ${paramsText(shadowParams)}`;
  return `${id} version ${version}: ${modeOf(setting)}, ${paramsText(params)}${tried} (${number})`;
}

/** "receivedUsdMin 900, shareOutPercent 95", in the order of their names. */
export function paramsText(params: ChangedParams): string {
  const names = Object.keys(params).sort();
  if (names.length === 0) return "default parameters";
  return names.map((name) => `${name} ${JSON.stringify(params[name])}`).join(", ");
}

/** The same for machines; `params` are all that are enforced, null where it is not. */
export function settingBody(heuristic: Settable, setting: HeuristicSetting | undefined) {
  return {
    heuristic: heuristic.id,
    version: heuristic.version,
    mode: modeOf(setting),
    setting: setting?.seq ?? 0,
    params: enforcedParams(heuristic, setting) ?? null,
    changed: setting?.params ?? {},
    ...(setting?.shadowParams !== undefined && { shadow: setting.shadowParams }),
  };
}
