import type { ChangedParams, HeuristicSetting, Settable } from "@redflag/domain/heuristic-setting";
import { changeSetting, heldOf, isSameSetting, type SettingVerb } from "@redflag/domain/setting-change";
import type { Executor } from "@redflag/store/database";
import { findSettingForUpdate, insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import { type Command, Option } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption, reasonOption } from "../command-options.ts";
import { checkedParams, getSettable, paramOption } from "../heuristic-options.ts";
import { settingBody, settingText } from "../heuristic-text.ts";
import { operator } from "../operator.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase, withMigratedDatabase } from "../with-database.ts";

interface Options {
  set?: ChangedParams;
  stop?: boolean;
  reason: string;
  dryRun?: boolean;
  json?: boolean;
}

interface Verb {
  name: Exclude<SettingVerb, "stop_shadow">;
  description: string;
  example: string;
  takesParams?: true;
  canStop?: true;
}

const VERBS: readonly Verb[] = [
  {
    name: "set",
    description: "enforce a rule with these parameters, from the next block on that each lane screens",
    example: 'redflag heuristic set rapid-pass-through --set receivedUsdMin=900 --reason "backtest of May"',
    takesParams: true,
  },
  {
    name: "shadow",
    description: "try a rule with these parameters beside what is enforced: what it finds is counted, and is no alert",
    example: 'redflag heuristic shadow rapid-pass-through --set receivedUsdMin=900 --reason "too many misses"',
    takesParams: true,
    canStop: true,
  },
  {
    name: "promote",
    description: "enforce what is tried in shadow, from the next block on that each lane screens",
    example: 'redflag heuristic promote rapid-pass-through --reason "a week in shadow: 3 findings, 2 of them right"',
  },
  {
    name: "off",
    description:
      "let a rule raise no more alerts, from the next block on; those that stand stay. What is tried goes on",
    example: 'redflag heuristic off dormant-then-active --reason "flooded by an airdrop"',
  },
  {
    name: "on",
    description: "enforce a rule again that is off, with the parameters that it had",
    example: 'redflag heuristic on dormant-then-active --reason "the airdrop is over"',
  },
  {
    name: "reset",
    description: "enforce a rule with its default parameters again, and try nothing",
    example: 'redflag heuristic reset rapid-pass-through --reason "back to what was reviewed"',
  },
];

export function addHeuristicSettings(heuristic: Command): void {
  for (const verb of VERBS) {
    const command = heuristic.command(verb.name).argument("<id>", "the rule").description(verb.description);
    if (verb.takesParams) command.addOption(paramOption("a parameter that differs from what is enforced"));
    if (verb.canStop) command.addOption(new Option("--stop", "try nothing any more").conflicts("set"));
    command
      .addOption(reasonOption().makeOptionMandatory())
      .option("--dry-run", "say what would hold, and change nothing")
      .addOption(jsonOption("print what holds then as one JSON object"))
      .addHelpText("after", examples(verb.example))
      .action((id: string, options: Options) => runCommand((context) => change(context, verb, id, options)));
  }
}

async function change(context: CommandContext, verb: Verb, id: string, options: Options): Promise<void> {
  const rule = getSettable(id);
  const { reason, dryRun = false, json = false } = options;
  const { setting, isNew } = dryRun
    ? await withCurrentDatabase(context, ({ db }) =>
        db.kysely.transaction().execute((tx) => plan(tx, rule, verb, options)),
      )
    : await withMigratedDatabase(context, ({ db }) =>
        auditedWrite(db, new Date(), async (tx) => {
          const planned = await plan(tx, rule, verb, options);
          if (!planned.isNew) return { result: planned, deed: undefined };
          await insertHeuristicSetting(tx, planned.setting, {
            author: { by: "system", name: operator().name },
            reason,
          });
          return { result: planned, deed: deedOf(verb, planned.setting, reason) };
        }),
      );
  const holds = setting.seq === 0 ? undefined : setting;
  if (json) writeJson({ ...settingBody(rule, holds), isNew, isDryRun: dryRun });
  else writeLine(settingText(rule, holds));
  if (!isNew) writeNote("that is how it is set already: nothing was changed");
  else if (dryRun) writeNote("nothing was changed");
  else writeNote("it holds from the next block on that each lane screens; the past stays as it was judged");
}

/** What the verb makes of what holds, which nobody changes until the transaction ends. */
async function plan(
  tx: Executor,
  rule: Settable,
  { name }: Verb,
  { set = {}, stop = false }: Options,
): Promise<{ setting: HeuristicSetting; isNew: boolean }> {
  const before = await findSettingForUpdate(tx, rule.id);
  const held = heldOf(before);
  const next = changeSetting(
    rule,
    held,
    stop ? "stop_shadow" : name,
    set,
    (given) => checkedParams(rule, given).params,
  );
  const isNew = !isSameSetting(held, next);
  const seq = (before?.seq ?? 0) + (isNew ? 1 : 0);
  return { setting: { heuristic: rule.id, seq, ...next }, isNew };
}

function deedOf(
  { name }: Verb,
  { heuristic, seq, isEnforced, params, shadowParams }: HeuristicSetting,
  reason: string,
) {
  const shadow = shadowParams === undefined ? {} : { shadow: shadowParams };
  const detail = { setting: seq, enforced: isEnforced, params, ...shadow, reason };
  return { action: `heuristic.${name}`, subject: `heuristic:${heuristic}`, detail };
}
