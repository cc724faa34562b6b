import type { RuleDetail } from "@redflag/contract/http/routes/heuristics";
import type { Heuristic } from "@redflag/domain/heuristic";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { Problem } from "@redflag/domain/problem";
import { changeSetting, type HeldSetting, heldOf, isSameSetting } from "@redflag/domain/setting-change";
import { countRecentAlerts } from "@redflag/store/alert-ranking";
import type { Executor } from "@redflag/store/database";
import { countDispositions } from "@redflag/store/disposition";
import {
  findSettingForUpdate,
  insertHeuristicSetting,
  listHeuristicSettings,
  listSettingsOf,
  listShadowBegins,
} from "@redflag/store/heuristic-setting";
import { personOf } from "@redflag/store/private-watch";
import { listShadowDays, listShadowFindings } from "@redflag/store/shadow-finding";
import { actorOf, type Caller, callerName } from "../caller.ts";
import { checkedParams, givenParams } from "../checked-params.ts";
import type { Handlers } from "../handler.ts";
import { InvalidRequest } from "../invalid-request.ts";
import { ruleDetail, ruleHead } from "../rule-body.ts";

type HeuristicRoutes = "listHeuristics" | "getHeuristic" | "setHeuristic";

const RECENT_MS = 30 * 86_400_000;
/** As the contract bounds them. */
const SETTINGS_SHOWN = 50;
const DAYS_SHOWN = 60;
const SAMPLES_SHOWN = 20;

export function heuristicHandlers(): Pick<Handlers, HeuristicRoutes> {
  return {
    async listHeuristics(call) {
      return call.read(async (db) => {
        const settings = await listHeuristicSettings(db);
        const begins = await listShadowBegins(db);
        const recent = await countRecentAlerts(db, recentSince(call.now));
        const items = HEURISTICS.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((rule) =>
          ruleHead(rule, {
            setting: settings.get(rule.id),
            begin: begins.get(rule.id),
            recentAlerts: recent.counts.get(rule.id) ?? 0,
          }),
        );
        return { body: { items, recentSince: recent.since.toISOString() } };
      });
    },

    async getHeuristic(call) {
      const rule = getRule(call.params.id);
      call.tell({ subject: `heuristic:${rule.id}` });
      return call.read((db) => answerOf(db, rule, call.caller, call.now));
    },

    async setHeuristic(call) {
      const rule = getRule(call.params.id);
      const { action, parameters, reason } = call.body;
      call.tell({ subject: `heuristic:${rule.id}`, detail: { action, reason } });
      if (parameters !== undefined && action !== "shadow") {
        throw new InvalidRequest([{ at: "/parameters", fault: "goes with the action shadow alone" }]);
      }
      return call.write(async (tx) => {
        const before = await findSettingForUpdate(tx, rule.id);
        const seq = before?.seq ?? 0;
        if (versionOf(seq) !== call.ifMatch) throw new Problem("version_outdated", `it is at ${versionOf(seq)} by now`);
        const held = heldOf(before);
        const check = (given: HeldSetting["params"]) => checkedParams(rule, given).params;
        const next = changeSetting(rule, held, action, givenParams(parameters), check);
        const isNew = !isSameSetting(held, next);
        if (isNew) {
          if (action === "promote") await assertOther(tx, rule, call.caller);
          const author = actorOf(call.caller);
          await insertHeuristicSetting(tx, { heuristic: rule.id, seq: seq + 1, ...next }, { author, reason });
        }
        const { isEnforced: enforced, params, shadowParams: shadow } = next;
        call.tell({
          detail: { setting: isNew ? seq + 1 : seq, changed: isNew, enforced, params, shadow: shadow ?? null },
        });
        return answerOf(tx, rule, call.caller, call.now);
      });
    },
  };
}

/** The ETag's number: a rule that nobody has set has one, too. */
function versionOf(setting: number): number {
  return setting + 1;
}

/** @throws Problem `not_found` */
function getRule(id: string): Heuristic {
  const rule = HEURISTICS.find((known) => known.id === id);
  if (rule === undefined) throw new Problem("not_found", `no rule has the id ${id}`);
  return rule;
}

/** The database holds to it, too; here it is said who tried it. */
async function assertOther(tx: Executor, rule: Heuristic, caller: Caller): Promise<void> {
  const begin = (await listShadowBegins(tx)).get(rule.id);
  if (begin?.person === (await personOf(tx, callerName(caller)))) {
    throw new Problem("four_eyes_needed", `${begin.author.name} put it into shadow, and you act for the same person`);
  }
}

async function answerOf(
  db: Executor,
  rule: Heuristic,
  caller: Caller,
  now: Date,
): Promise<{ body: RuleDetail; version: number }> {
  const settings = await listSettingsOf(db, rule.id, SETTINGS_SHOWN);
  const begin = (await listShadowBegins(db)).get(rule.id);
  const recent = await countRecentAlerts(db, recentSince(now));
  const days = await listShadowDays(db, rule.id, DAYS_SHOWN);
  const found = days.find(({ findings }) => findings > 0)?.settingSeq;
  const person = await personOf(db, callerName(caller));
  const body = ruleDetail(rule, {
    setting: settings[0],
    begin,
    recentAlerts: recent.counts.get(rule.id) ?? 0,
    recentSince: recent.since,
    settings,
    dispositions: await countDispositions(db),
    days,
    samples: found === undefined ? [] : await listShadowFindings(db, rule.id, found, SAMPLES_SHOWN),
    mayPromote: begin !== undefined && begin.person !== person && caller.permissions.has("heuristics:write"),
  });
  return { body, version: versionOf(body.setting) };
}

function recentSince(now: Date): Date {
  return new Date(now.getTime() - RECENT_MS);
}
