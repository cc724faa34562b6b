import { boundOf, conditionText } from "@redflag/domain/condition";
import { listOpenConditions } from "@redflag/store/condition";
import { countNotices } from "@redflag/store/operator-notice";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addNotificationsCommand(program: Command): void {
  program
    .command("notifications")
    .description(
      "what needs an operator and is not over, as a notify process found it: since when, and what was told of it",
    )
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag notifications", "redflag notifications --json"))
    .action(({ json = false }: { json?: boolean }) => runCommand((context) => list(context, json)));
}

async function list(context: CommandContext, json: boolean): Promise<void> {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const conditions = await listOpenConditions(db);
    for (const condition of conditions) {
      const { kind, about, severity, figure, firstSeenAt, lastSeenAt, told } = condition;
      const times = { since: firstSeenAt.toISOString(), seen: lastSeenAt.toISOString() };
      const { runbook } = boundOf(kind);
      if (json) writeJson({ kind, about, severity, figure, ...times, told: told ?? null, runbook });
      else {
        const toldText = told === undefined ? "not told yet" : "operators were told";
        writeLine(`${severity.padEnd(8)} ${conditionText(condition)}`);
        writeLine(`         since ${times.since}, last seen ${times.seen}, ${toldText}; docs/runbook.md#${runbook}`);
      }
    }
    if (json) return;
    if (conditions.length === 0)
      writeNote("nothing is open; a notify process, or `redflag start`, looks once a minute");
    for (const { way, state, count } of await countNotices(db))
      writeNote(`${count} by ${way} ${state === "waiting" ? "wait to be sent" : "were given up in 24 hours"}`);
  });
}
