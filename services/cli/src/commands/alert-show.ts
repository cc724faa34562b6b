import { withdrawnTextOf } from "@redflag/api/withdrawn-text";
import { explanationReport } from "@redflag/domain/explanation-report";
import { explanationTree } from "@redflag/domain/explanation-tree";
import { treeLines } from "@redflag/domain/text-node";
import { isCurrencyCode } from "@redflag/lists/currency-code";
import { createExplainer } from "@redflag/screen/explain";
import { type Command, InvalidArgumentError, Option } from "commander";
import { alertIdArgument, getAlert } from "../alert-id.ts";
import { examples, jsonOption } from "../command-options.ts";
import { filedTexts } from "../filed-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

interface Options {
  json?: boolean;
  report?: boolean;
  currency?: string;
}

export function addAlertShow(alert: Command): void {
  alertIdArgument(alert.command("show"))
    .description(
      "take one alert apart: rule and parameters, figures against thresholds, the least that would have taken it away, " +
        "what is usual for the subject, listings, payments, what is uncertain and what was not established",
    )
    .addOption(jsonOption("print it as one JSON object").conflicts("report"))
    .addOption(new Option("--report", "print plain sentences, fit for a report"))
    .addOption(
      new Option("--currency <code>", "tell amounts in it, too, where there is a rate: TRY").argParser(parseCurrency),
    )
    .addHelpText("after", examples("redflag alert show 7f3a09c1", "redflag alert show 7f3a09c1 --report > report.txt"))
    .action((digits: string, options: Options) => runCommand((context) => showAlert(context, digits, options)));
}

function parseCurrency(text: string): string {
  const code = text.toUpperCase();
  if (!isCurrencyCode(code)) throw new InvalidArgumentError("an ISO 4217 code such as TRY is expected");
  return code;
}

async function showAlert(context: CommandContext, digits: string, { json = false, report = false, currency }: Options) {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const { chain, alert } = await getAlert(db, digits);
    const explanation = await createExplainer().alert(db, chain, alert, {
      withdrawnText: await withdrawnTextOf(db, alert),
      ...(currency !== undefined && { currency }),
    });
    if (json) writeJson(explanation);
    else {
      const filed = (await filedTexts(db, [alert.id])).get(alert.id);
      if (report) writeLine(explanationReport(explanation).join("\n\n"));
      else writeLine(treeLines(explanationTree(explanation)).join("\n"));
      if (filed !== undefined) writeLine(`${report ? "\n" : ""}The alert was ${filed}.`);
    }
  });
}
