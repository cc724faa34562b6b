import { listAudit } from "@redflag/store/audit-read";
import { type Command, InvalidArgumentError } from "commander";
import { auditRowJson, auditRowText } from "../audit/row-text.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { parseMoment, refuseReversed } from "../time-option.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  actor?: string;
  action?: string;
  subject?: string;
  since?: Date;
  until?: Date;
  deeds?: true;
  limit: number;
  before?: number;
  json?: boolean;
}

const LIMIT_DEFAULT = 50;

export function addAuditList(audit: Command): void {
  const command = audit.command("list");
  command
    .description("what was done, the newest first")
    .option("--actor <id or name>", "only what this person or key did")
    .option("--action <action>", "only this action, such as user.create")
    .option("--subject <subject>", "only what was done to this, such as user:<id>")
    .option("--since <time>", "from this time on, such as 2026-01-05 or 2026-01-05T10:00:00Z", parseMoment)
    .option("--until <time>", "before this time", parseMoment)
    .option("--deeds", "without what only looked: what changed something, left, or was refused")
    .option("--limit <rows>", "so many at most", parseSeq, LIMIT_DEFAULT)
    .option("--before <row>", "go on after this row, the last one of the page before", parseSeq)
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText(
      "after",
      examples("redflag audit list --deeds --since 2026-01-05", "redflag audit list --actor ann@example.org"),
    )
    .action(({ json = false, limit, before: beforeSeq, deeds, ...words }: Options) => {
      refuseReversed(command, words.since, words.until);
      return runCommand((context) =>
        withCurrentDatabase(context, async ({ db }) => {
          const filters = { ...words, ...(deeds && { exceptDone: await listReadingActions() }) };
          const rows = await listAudit(db.kysely, filters, { limit, beforeSeq });
          for (const row of rows) {
            if (json) writeJson(auditRowJson(row));
            else writeLine(auditRowText(row));
          }
          const last = rows.at(-1);
          if (json) return;
          if (last === undefined) writeNote("nothing was recorded that fits");
          else if (rows.length === limit) writeNote(`there may be more: --before ${last.seq}`);
        }),
      );
    });
}

export function parseSeq(text: string): number {
  const seq = /^[1-9]\d{0,14}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(seq)) throw new InvalidArgumentError("a number from 1 up is expected");
  return seq;
}

/** Loaded when asked for: all routes of the API come with them, which no command about the audit needs otherwise. */
async function listReadingActions(): Promise<readonly string[]> {
  return (await import("@redflag/contract/http/reading-actions")).READING_ACTIONS;
}
