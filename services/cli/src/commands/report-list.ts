import { reportBody } from "@redflag/api/report-body";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import { REPORT_STATUSES, type ReportStatus } from "@redflag/domain/report";
import { listReports, type SeenReport } from "@redflag/store/report-file";
import { type Command, Option } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption } from "../command-options.ts";
import { everyRow } from "../every-row.ts";
import { operatorViewer } from "../operator-viewer.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { reportLine } from "../report-text.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  status?: ReportStatus;
  json?: boolean;
}

export function addReportList(command: Command): void {
  command
    .command("list")
    .description("every report, the newest first; the audit says that you looked")
    .addOption(new Option("--status <status>", "only these").choices(REPORT_STATUSES))
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag report list --status ready"))
    .action((options: Options) => runCommand((context) => list(context, options)));
}

async function list(context: CommandContext, { status, json = false }: Options): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    await auditedWrite(db, new Date(), async () => ({
      result: undefined,
      deed: { action: "report.list", subject: "reports", detail: status === undefined ? {} : { status } },
    }));
    const filter = status === undefined ? {} : { statuses: [status] };
    const reports = everyRow((before: SeenReport | undefined) =>
      listReports(db.kysely, operatorViewer(), filter, { limit: PAGE_ROWS_MAX, ...(before && { before }) }),
    );
    let count = 0;
    for await (const each of reports) {
      count++;
      if (json) writeJson(reportBody(each));
      else writeLine(reportLine(reportBody(each)));
    }
    if (count === 0 && !json) writeNote("no report");
  });
}
