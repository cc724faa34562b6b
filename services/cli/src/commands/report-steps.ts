import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Client } from "@redflag/contract/http/client";
import type { ReportDetail } from "@redflag/contract/http/routes/reports";
import { DISPOSITIONS, type Disposition } from "@redflag/domain/disposition";
import { Problem } from "@redflag/domain/problem";
import { REPORT_OUTCOMES, type ReportOutcome } from "@redflag/domain/report";
import { type Command, Option } from "commander";
import { type ApiOptions, addApiOptions, askApi } from "../api-options.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeNote } from "../output.ts";
import { parseName } from "../person-options.ts";
import { findByNumber, reportNumberArgument } from "../report-number.ts";
import { runCommand } from "../run-command.ts";
import { tellReport } from "../tell-report.ts";

type StepOptions = ApiOptions & { json?: boolean };
type Step<Options> = (
  client: Client,
  report: { params: { id: string }; ifMatch: string },
  options: Options,
) => Promise<{ body: ReportDetail }>;

/** What people do with a report once it is drawn up; each in the name of the key's holder. */
export function addReportSteps(command: Command): void {
  step(command, "ready", "keep a report's XML as it is to be filed; refused while something blocks it")
    .addHelpText("after", examples("redflag report ready R-2026-0001 --key-file ada.key"))
    .action(
      take<StepOptions>(async (client, report) => {
        const done = await client.readyReport({ ...report, body: {} });
        writeNote("somebody else confirms that it was filed: redflag report file");
        return done;
      }),
    );

  step(command, "reopen", "make a ready report a draft again")
    .requiredOption("--reason <text>", "why, for its history and the audit")
    .addHelpText("after", examples('redflag report reopen R-2026-0001 --reason "another word" --key-file ada.key'))
    .action(
      take<StepOptions & { reason: string }>((client, report, { reason }) =>
        client.reopenReport({ ...report, body: { reason } }),
      ),
    );

  step(command, "discard", "give up a report that was not filed")
    .requiredOption("--reason <text>", "why, for its history and the audit")
    .addHelpText("after", examples('redflag report discard R-2026-0001 --reason "of no use" --key-file ada.key'))
    .action(
      take<StepOptions & { reason: string }>((client, report, { reason }) =>
        client.discardReport({ ...report, body: { reason } }),
      ),
    );

  step(command, "file", "confirm that a report was filed with the FIU; never one's own")
    .requiredOption("--xml <file>", "the file that was filed: what is confirmed is what was seen")
    .addOption(referenceOption())
    .addHelpText("after", examples("redflag report file R-2026-0001 --xml R-2026-0001.xml --key-file eve.key"))
    .action(
      take<StepOptions & { xml: string; fiuReference?: string }>(async (client, { params }, options) => {
        const { xml, fiuReference } = options;
        const xmlSha256 = await hashOfFile(xml);
        return client.fileReport({ params, body: { xmlSha256, ...(fiuReference !== undefined && { fiuReference }) } });
      }),
    );

  step(command, "answer", "record what the FIU answered to a filed report")
    .addOption(new Option("--outcome <word>", "what it said").choices(REPORT_OUTCOMES).makeOptionMandatory())
    .requiredOption("--reasons <text>", "the FIU's, or what there is to say of it")
    .requiredOption("--on <day>", "the day that the answer bears, such as 2026-03-01")
    .addOption(new Option("--disposition <word>", "close each of its alerts with this").choices(DISPOSITIONS))
    .addOption(referenceOption())
    .addHelpText(
      "after",
      examples('redflag report answer R-2026-0001 --outcome accepted --reasons "passed on" --on 2026-03-01 …'),
    )
    .action(
      take<AnswerOptions>((client, { params }, { outcome, reasons, on: answeredOn, disposition, fiuReference }) =>
        client.answerReport({
          params,
          body: {
            outcome,
            reasons,
            answeredOn,
            ...(disposition && { disposition }),
            ...(fiuReference !== undefined && { fiuReference }),
          },
          idempotencyKey: randomUUID(),
        }),
      ),
    );
}

type AnswerOptions = StepOptions & {
  outcome: ReportOutcome;
  reasons: string;
  on: string;
  disposition?: Disposition;
  fiuReference?: string;
};

function step(command: Command, name: string, description: string): Command {
  return addApiOptions(reportNumberArgument(command.command(name)))
    .description(description)
    .addOption(jsonOption("print the report as one JSON object"));
}

function referenceOption(): Option {
  return new Option("--fiu-reference <text>", "what the FIU calls it").argParser(parseName);
}

/** Of the report as it is now; somebody who changes it meanwhile is not passed over. */
function take<Options extends StepOptions>(work: Step<Options>) {
  return (number: string, options: Options) =>
    runCommand(async () => {
      const { body } = await askApi(options, async (client) => {
        const params = { id: (await findByNumber(client, number)).id };
        const { etag: ifMatch = "" } = await client.getReport({ params });
        return work(client, { params, ifMatch }, options);
      });
      tellReport(body, options.json);
    });
}

async function hashOfFile(path: string): Promise<string> {
  try {
    return createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
  } catch (error) {
    const cause = error instanceof Error && "code" in error ? error.code : error;
    throw new Problem("report_xml_differs", `${path} cannot be read (${cause})`);
  }
}
