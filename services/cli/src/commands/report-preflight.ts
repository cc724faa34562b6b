import { drawUpReport, preflightBody } from "@redflag/api/drawn-up-report";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { REPORT_PROFILES_DIR } from "../project-paths.ts";
import { readReportAsOperator } from "../read-report.ts";
import { reportNumberArgument } from "../report-number.ts";
import { preflightText } from "../report-text.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

export function addReportPreflight(command: Command): void {
  reportNumberArgument(command.command("preflight"))
    .description("all that is in the way of a report, and how it would read now; 1 where something blocks it")
    .addOption(jsonOption("print it as one JSON object"))
    .addHelpText("after", examples("redflag report preflight R-2026-0001"))
    .action((number: string, { json = false }: { json?: boolean }) =>
      runCommand(async (context) => {
        const looked = await readReportAsOperator(context, number, async (db, seen, now) => ({
          result: preflightBody(await drawUpReport(db.kysely, seen, { profilesDir: REPORT_PROFILES_DIR, now })),
          deed: { action: "report.preflight" },
        }));
        if (json) writeJson(looked);
        else writeLine(preflightText(looked));
        if (!looked.complete) surroundings().exitCode = 1;
      }),
    );
}
