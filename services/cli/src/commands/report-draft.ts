import { randomUUID } from "node:crypto";
import { ReportProfileId } from "@redflag/contract/report-choices";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type ApiOptions, addApiOptions, askApi } from "../api-options.ts";
import { readChoicesFile } from "../choices-file.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeNote } from "../output.ts";
import { parseId } from "../person-options.ts";
import { findByNumber, reportNumberArgument } from "../report-number.ts";
import { runCommand } from "../run-command.ts";
import { tellReport } from "../tell-report.ts";

interface DraftOptions extends ApiOptions {
  profile: string;
  choices: string;
  alert?: string[];
  case?: string;
  json?: boolean;
}
type EditOptions = Omit<DraftOptions, "profile" | "case"> & { profile?: string };

/** `draft` and `edit`: by a person, whose key says who it is. */
export function addReportDraft(command: Command): void {
  addApiOptions(command.command("draft"))
    .description("draw up a report from alerts, or from a case with all of its alerts that stand")
    .addOption(profileOption().makeOptionMandatory())
    .requiredOption("--choices <file>", CHOICES)
    .option("--alert <id...>", "of these alerts; with --case of these of the case")
    .addOption(new Option("--case <id>", "of this case").argParser(parseId))
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText(
      "after",
      examples("redflag report draft --profile ae --alert 0x… --choices choices.json --key-file ada.key"),
    )
    .action(({ profile, choices: path, alert: alerts, case: caseId, json, ...api }: DraftOptions) =>
      runCommand(async () => {
        const choices = await readChoicesFile(path);
        const body = { profile, choices, ...(alerts && { alerts }), ...(caseId !== undefined && { case: caseId }) };
        const { body: report } = await askApi(api, (client) =>
          client.createReport({ body, idempotencyKey: randomUUID() }),
        );
        tellReport(report, json);
        if (json !== true) writeNote(`what is in its way: redflag report preflight ${report.number}`);
      }),
    );

  addApiOptions(reportNumberArgument(command.command("edit")))
    .description("replace what was chosen of a draft")
    .addOption(profileOption())
    .requiredOption("--choices <file>", CHOICES)
    .option("--alert <id...>", "about these alerts instead")
    .addOption(jsonOption("print the report as one JSON object"))
    .addHelpText("after", examples("redflag report edit R-2026-0001 --choices choices.json --key-file ada.key"))
    .action((number: string, { profile, choices: path, alert: alerts, json, ...api }: EditOptions) =>
      runCommand(async () => {
        const choices = await readChoicesFile(path);
        const { body: report } = await askApi(api, async (client) => {
          const { id } = await findByNumber(client, number);
          const { etag = "" } = await client.getReport({ params: { id } });
          const body = { choices, ...(profile !== undefined && { profile }), ...(alerts && { alerts }) };
          return client.updateReport({ params: { id }, body, ifMatch: etag });
        });
        tellReport(report, json);
      }),
    );
}

const CHOICES = "JSON: who reports, indicators, clients, words; docs/guides/report-to-an-fiu.md shows one";

function profileOption(): Option {
  return new Option("--profile <id>", "whose codes and rules it follows: redflag goaml profiles").argParser((text) => {
    const { data } = ReportProfileId.safeParse(text);
    if (data === undefined) throw new InvalidArgumentError("the id of a profile, such as ae, is expected");
    return data;
  });
}
