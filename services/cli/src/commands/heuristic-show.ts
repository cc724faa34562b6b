import { formatAddress } from "@redflag/domain/address";
import { findChainById } from "@redflag/domain/chain-registry";
import { listParameters, rangeText } from "@redflag/domain/heuristic-parameters";
import { enforcedParams, type Settable } from "@redflag/domain/heuristic-setting";
import { listSettingsOf, type RecordedSetting } from "@redflag/store/heuristic-setting";
import { listShadowDays, listShadowFindings, type ShadowDay } from "@redflag/store/shadow-finding";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { getSettable } from "../heuristic-options.ts";
import { paramsText, settingBody, settingText, WHEN_JUDGED } from "../heuristic-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

/** The newest ones of each. */
const SETTINGS_SHOWN_MAX = 20;
const DAYS_SHOWN_MAX = 60;
const FINDINGS_SHOWN_MAX = 5;

export function addHeuristicShow(heuristic: Command): void {
  heuristic
    .command("show")
    .argument("<id>", "the rule")
    .description(
      "what a rule looks for and where that comes from, its parameters with their ranges, what was set of it by whom and why, " +
        "and its shadow day by day",
    )
    .addOption(jsonOption("print one JSON object"))
    .addHelpText("after", examples("redflag heuristic show rapid-pass-through"))
    .action((id: string, { json = false }: { json?: boolean }) => runCommand((context) => show(context, id, json)));
}

async function show(context: CommandContext, id: string, json: boolean): Promise<void> {
  const rule = getSettable(id);
  const core = rule.stage === "search" ? {} : { sources: rule.sources, gapS: rule.gapS };
  await withCurrentDatabase(context, async ({ db }) => {
    const settings = await listSettingsOf(db.kysely, id, SETTINGS_SHOWN_MAX);
    const days = await listShadowDays(db.kysely, id, DAYS_SHOWN_MAX);
    const newest = days[0]?.settingSeq;
    const findings = newest === undefined ? [] : await listShadowFindings(db.kysely, id, newest, FINDINGS_SHOWN_MAX);
    const examplesShown = findings.map(({ chainId, settingSeq: _, subject, ...finding }) => {
      const chain = findChainById(chainId);
      return { chain: chain?.name ?? String(chainId), subject: nameOf(subject, chainId), ...finding };
    });
    if (json) {
      writeJson({
        ...settingBody(rule, settings[0]),
        ...{ title: rule.title, summary: rule.summary, stage: rule.stage, ...core },
        parameters: listParameters(rule),
        settings: settings.map(({ at, author, ...setting }) => ({ ...setting, author: author.name, at: isoTime(at) })),
        shadowDays: days.map(({ chainId, ...day }) => ({ chain: findChainById(chainId)?.name ?? chainId, ...day })),
        shadowFindings: examplesShown,
      });
      return;
    }
    for (const line of ruleText(rule, core.sources ?? [], settings)) writeLine(line);
    for (const day of days) writeLine(`  ${dayText(day)}`);
    for (const { chain, txHash, text } of examplesShown) {
      writeLine(`  in shadow: ${text} (${chain}, transaction ${txHash})`);
    }
  });
}

function ruleText(rule: Settable, sources: readonly string[], settings: readonly RecordedSetting[]): string[] {
  const enforced = enforcedParams(rule, settings[0]);
  const parameters = listParameters(rule).map((parameter) => {
    const { name, value, description } = parameter;
    const now = valueText(enforced?.[name] ?? value);
    const isOwn = JSON.stringify(enforced?.[name] ?? value) === JSON.stringify(value);
    const own = isOwn ? "" : ` (its own ${valueText(value)})`;
    return `  ${name} ${now}${own}, ${rangeText(parameter) ?? `a ${parameter.type ?? "value"}`}: ${description}`;
  });
  const history = settings.map(({ seq, at, author, reason, isEnforced, params, shadowParams }) => {
    const what = isEnforced ? `enforced with ${paramsText(params)}` : "not enforced";
    const tried = shadowParams === undefined ? "" : `, in shadow ${paramsText(shadowParams)}`;
    return `  setting ${seq}, ${isoTime(at)}, by ${author.name}: ${what}${tried}; ${reason}`;
  });
  return [
    settingText(rule, settings[0]),
    `  ${rule.title}; judges ${WHEN_JUDGED[rule.stage]}`,
    `  ${rule.summary}`,
    ...sources.map((source) => `  source: ${source}`),
    ...parameters,
    ...history,
  ];
}

function valueText(value: unknown): string {
  return Array.isArray(value) ? `${countOf(value.length, "row")}, which --json lists` : JSON.stringify(value);
}

function dayText({ chainId, settingSeq, day, findings, gaps, gapReason }: ShadowDay): string {
  const failed = gaps === 0 ? "" : `, failed on ${countOf(gaps, "transfer")}: ${gapReason ?? ""}`;
  const chain = findChainById(chainId)?.name ?? chainId;
  return `shadow of setting ${settingSeq}, ${chain}, ${day}: ${countOf(findings, "finding")}${failed}`;
}

function nameOf(address: Parameters<typeof formatAddress>[0], chainId: number): string {
  const chain = findChainById(chainId);
  return chain === undefined ? address : formatAddress(address, chain.family);
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
