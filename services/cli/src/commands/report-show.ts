import { readReportDetail } from "@redflag/api/report-body";
import { permissionsOf } from "@redflag/domain/role";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { readReportAsOperator } from "../read-report.ts";
import { reportNumberArgument } from "../report-number.ts";
import { reportText } from "../report-text.ts";
import { runCommand } from "../run-command.ts";

export function addReportShow(command: Command): void {
  reportNumberArgument(command.command("show"))
    .description("one report: alerts, who confirmed it, answers and what happened; the audit says that you looked")
    .addOption(jsonOption("print all of it as one JSON object, with what people chose: it is personal"))
    .addHelpText("after", examples("redflag report show R-2026-0001"))
    .action((number: string, { json = false }: { json?: boolean }) =>
      runCommand(async (context) => {
        const report = await readReportAsOperator(context, number, async (db, seen) => ({
          result: await readReportDetail(db.kysely, seen, permissionsOf([])),
          deed: { action: "report.read" },
        }));
        if (json) writeJson(report);
        else writeLine(reportText(report));
      }),
    );
}
