import type { ChangedParams, HeuristicSetting } from "@redflag/domain/heuristic-setting";
import { Problem } from "@redflag/domain/problem";
import { type Selectable, sql } from "kysely";
import { takeAdvisoryLock } from "./advisory-lock.ts";
import type { Executor } from "./database.ts";
import { breaksCheck } from "./database-error.ts";
import type { Actor } from "./list-proposal-read.ts";
import type { HeuristicSettingTable } from "./schema-tuning.ts";
import { secondsOf } from "./time.ts";

/** A setting with who made it, when and why. */
export interface RecordedSetting extends HeuristicSetting {
  /** `system` of the command line. */
  author: Actor;
  reason: string;
  /** Unix seconds. */
  at: number;
}

/** What holds now, by heuristic; absent where nobody has set anything. */
export async function listHeuristicSettings(db: Executor): Promise<Map<string, HeuristicSetting>> {
  const rows = await db
    .selectFrom("heuristic_setting")
    .distinctOn("heuristic")
    .selectAll()
    .orderBy("heuristic")
    .orderBy("seq", "desc")
    .execute();
  return new Map(rows.map((row) => [row.heuristic, settingOf(row)]));
}

/** What was set of a rule, the newest first. */
export async function listSettingsOf(db: Executor, heuristic: string, limit: number): Promise<RecordedSetting[]> {
  const rows = await db
    .selectFrom("heuristic_setting")
    .selectAll()
    .where("heuristic", "=", heuristic)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...settingOf(row),
    author: { by: row.author_by, name: row.author },
    reason: row.reason,
    at: secondsOf(row.created_at),
  }));
}

/** Who put into shadow what is tried now, and why. */
export interface ShadowBegin extends Pick<RecordedSetting, "seq" | "author" | "reason" | "at"> {
  /** The person behind a key. */
  person: string;
}

/** By heuristic; absent where nothing is tried. */
export async function listShadowBegins(db: Executor): Promise<Map<string, ShadowBegin>> {
  const { rows } = await sql<Selectable<HeuristicSettingTable>>`
    select tried.* from (
      select distinct on (heuristic) heuristic, shadow_setting from heuristic_setting order by heuristic, seq desc
    ) as held
    join heuristic_setting as tried on tried.heuristic = held.heuristic and tried.seq = held.shadow_setting`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [
      row.heuristic,
      {
        seq: row.seq,
        author: { by: row.author_by, name: row.author },
        person: row.author_person,
        reason: row.reason,
        at: secondsOf(row.created_at),
      },
    ]),
  );
}

/** What holds of a rule, until the transaction ends: nobody sets it meanwhile. */
export async function findSettingForUpdate(tx: Executor, heuristic: string): Promise<HeuristicSetting | undefined> {
  await takeAdvisoryLock(tx, `heuristic:${heuristic}`, "exclusive");
  return (await listSettingsOf(tx, heuristic, 1))[0];
}

/**
 * @param setting with the number after that of `findSettingForUpdate`
 * @throws Problem `four_eyes_needed` where a person enforces what nobody else has tried
 */
export async function insertHeuristicSetting(
  tx: Executor,
  { heuristic, seq, isEnforced, params, shadowParams }: HeuristicSetting,
  { author, reason }: Pick<RecordedSetting, "author" | "reason">,
): Promise<void> {
  await tx
    .insertInto("heuristic_setting")
    .values({
      heuristic,
      seq,
      is_enforced: isEnforced,
      params: JSON.stringify(params),
      shadow_params: shadowParams === undefined ? null : JSON.stringify(shadowParams),
      author: author.name,
      author_by: author.by,
      reason,
    })
    .execute()
    .catch((error: unknown) => {
      if (!breaksCheck(error, "heuristic_setting_four_eyes")) throw error;
      throw new Problem("four_eyes_needed", "you put into shadow what you would enforce, in person or by a key");
    });
}

function settingOf(row: Selectable<HeuristicSettingTable>): HeuristicSetting {
  return {
    heuristic: row.heuristic,
    seq: row.seq,
    isEnforced: row.is_enforced,
    params: row.params as ChangedParams,
    ...(row.shadow_params !== null && { shadowParams: row.shadow_params as ChangedParams }),
  };
}
