import { caseBody } from "@redflag/api/case-body";
import { PAGE_ROWS_MAX } from "@redflag/contract/http/page";
import { CASE_STATUSES, type CaseStatus } from "@redflag/domain/case";
import { listCases, type SeenCase } from "@redflag/store/case-file";
import { type Command, Option } from "commander";
import { auditedWrite } from "../audited-write.ts";
import { caseLine } from "../case-text.ts";
import { examples, jsonOption } from "../command-options.ts";
import { everyRow } from "../every-row.ts";
import { operatorViewer } from "../operator-viewer.ts";
import { writeJson, writeLine, writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  status?: CaseStatus;
  json?: boolean;
}

export function addCaseList(command: Command): void {
  command
    .command("list")
    .description("every case, the newest first; the audit says that you looked")
    .addOption(new Option("--status <status>", "only these").choices(CASE_STATUSES))
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag case list --status open"))
    .action((options: Options) => runCommand((context) => list(context, options)));
}

async function list(context: CommandContext, { status, json = false }: Options): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const detail = status === undefined ? {} : { status };
    await auditedWrite(db, new Date(), async () => ({
      result: undefined,
      deed: { action: "case.list", subject: "cases", detail },
    }));
    const cases = everyRow((before: SeenCase | undefined) =>
      listCases(db.kysely, operatorViewer(), {
        limit: PAGE_ROWS_MAX,
        ...(before && { before }),
        ...(status && { status }),
      }),
    );
    let count = 0;
    for await (const each of cases) {
      count++;
      if (json) writeJson(caseBody(each));
      else writeLine(caseLine(caseBody(each)));
    }
    if (count === 0 && !json) writeNote("no case");
  });
}
