import { canonicalText } from "@redflag/domain/content-hash";
import type { Heuristic } from "@redflag/domain/heuristic";
import { type ChangedParams, type HeuristicSetting, mustBeEnforced } from "@redflag/domain/heuristic-setting";
import { Problem } from "@redflag/domain/problem";
import type { Executor } from "@redflag/store/database";
import { findSettingForUpdate, insertHeuristicSetting } from "@redflag/store/heuristic-setting";
import type { Command } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption, reasonOption } from "../command-options.ts";
import { checkedParams, getHeuristic, paramOption } from "../heuristic-options.ts";
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

type Next = Omit<HeuristicSetting, "heuristic" | "seq">;

interface Verb {
  name: string;
  description: string;
  example: string;
  takesParams?: true;
  canStop?: true;
  /** @throws Problem `heuristic_setting_refused`, `parameters_invalid` */
  next(rule: Heuristic, held: Next, options: Options): Next;
}

/** What holds of a rule that nobody has set. */
const UNSET: Next = { isEnforced: true, params: {} };

const VERBS: readonly Verb[] = [
  {
    name: "set",
    description: "enforce a rule with these parameters, from the next block on that each lane screens",
    example: 'redflag heuristic set rapid-pass-through --set receivedUsdMin=900 --reason "backtest of May"',
    takesParams: true,
    next(rule, held, { set = {} }) {
      if (Object.keys(set).length === 0) throw refused(rule, "give at least one parameter by --set");
      return { ...held, isEnforced: true, params: checkedParams(rule, { ...held.params, ...set }).params };
    },
  },
  {
    name: "shadow",
    description: "try a rule with these parameters beside what is enforced: what it finds is counted, and is no alert",
    example: 'redflag heuristic shadow rapid-pass-through --set receivedUsdMin=900 --reason "too many misses"',
    takesParams: true,
    canStop: true,
    next(rule, { shadowParams, ...held }, { set = {}, stop = false }) {
      if (rule.stage === "head") {
        throw refused(
          rule,
          "it judges by the lists alone and is always enforced, so there is nothing to try beside it",
        );
      }
      if (!stop) return { ...held, shadowParams: checkedParams(rule, { ...held.params, ...set }).params };
      if (shadowParams === undefined) throw refused(rule, "nothing is tried in shadow");
      return held;
    },
  },
  {
    name: "promote",
    description: "enforce what is tried in shadow, from the next block on that each lane screens",
    example: 'redflag heuristic promote rapid-pass-through --reason "a week in shadow: 3 findings, 2 of them right"',
    next(rule, { shadowParams }) {
      if (shadowParams === undefined) throw refused(rule, "nothing is tried in shadow that could be promoted");
      return { isEnforced: true, params: checkedParams(rule, shadowParams).params };
    },
  },
  {
    name: "off",
    description:
      "let a rule raise no more alerts, from the next block on; those that stand stay. What is tried goes on",
    example: 'redflag heuristic off dormant-then-active --reason "flooded by an airdrop"',
    next(rule, held) {
      if (mustBeEnforced(rule)) {
        throw refused(rule, "it tells of listed addresses, and whoever is listed must be seen: it cannot be off");
      }
      return { ...held, isEnforced: false };
    },
  },
  {
    name: "reset",
    description: "enforce a rule with its own parameters again, and try nothing",
    example: 'redflag heuristic reset rapid-pass-through --reason "back to what was reviewed"',
    next: () => UNSET,
  },
];

export function addHeuristicSettings(heuristic: Command): void {
  for (const verb of VERBS) {
    const command = heuristic.command(verb.name).argument("<id>", "the rule").description(verb.description);
    if (verb.takesParams) command.addOption(paramOption("a parameter that differs from what is enforced"));
    if (verb.canStop) command.option("--stop", "try nothing any more");
    command
      .addOption(reasonOption().makeOptionMandatory())
      .option("--dry-run", "say what would hold, and change nothing")
      .addOption(jsonOption("print what holds then as one JSON object"))
      .addHelpText("after", examples(verb.example))
      .action((id: string, options: Options) => runCommand((context) => change(context, verb, id, options)));
  }
}

async function change(context: CommandContext, verb: Verb, id: string, options: Options): Promise<void> {
  const rule = getHeuristic(id);
  const { reason, dryRun = false, json = false } = options;
  const { setting, isNew } = dryRun
    ? await withCurrentDatabase(context, ({ db }) =>
        db.kysely.transaction().execute((tx) => plan(tx, rule, verb, options)),
      )
    : await withMigratedDatabase(context, ({ db }) =>
        auditedWrite(db, new Date(), async (tx) => {
          const planned = await plan(tx, rule, verb, options);
          if (!planned.isNew) return { result: planned, deed: undefined };
          await insertHeuristicSetting(tx, planned.setting, { author: operator().name, reason });
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
  rule: Heuristic,
  verb: Verb,
  options: Options,
): Promise<{ setting: HeuristicSetting; isNew: boolean }> {
  const held = await findSettingForUpdate(tx, rule.id);
  const { isEnforced, params, shadowParams } = held ?? UNSET;
  const before: Next = { isEnforced, params, ...(shadowParams !== undefined && { shadowParams }) };
  const next = verb.next(rule, before, options);
  const isNew = contentOf(before) !== contentOf(next);
  const seq = (held?.seq ?? 0) + (isNew ? 1 : 0);
  return { setting: { heuristic: rule.id, seq, ...next }, isNew };
}

function contentOf({ isEnforced, params, shadowParams }: Next): string {
  return canonicalText({ isEnforced, params, ...(shadowParams !== undefined && { shadowParams }) });
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

function refused({ id }: Heuristic, why: string): Problem {
  return new Problem("heuristic_setting_refused", `${id}: ${why}`);
}
