import { readAlertExport } from "@redflag/api/alert-export";
import { EXCHANGE_FORMATS, type ExchangeFormat } from "@redflag/domain/exchange-format";
import { type Command, Option } from "commander";
import { alertIdArgument, getAlert } from "../alert-id.ts";
import { auditedWrite } from "../audited-write.ts";
import { examples } from "../command-options.ts";
import { writeNote } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addAlertExport(alert: Command): void {
  alertIdArgument(alert.command("export"))
    .description(
      "write what exchanges were told of an alert to standard output: as a STIX 2.1 bundle, or as events of MISP",
    )
    .addOption(new Option("--format <format>", "which").choices(EXCHANGE_FORMATS).makeOptionMandatory())
    .addHelpText("after", examples("redflag alert export 7f3a09c1 --format stix > alert.stix.json"))
    .action((digits: string, { format }: { format: ExchangeFormat }) =>
      runCommand((context) => exportAlert(context, digits, format)),
    );
}

async function exportAlert(context: CommandContext, digits: string, format: ExchangeFormat): Promise<void> {
  await withCurrentDatabase(context, async ({ db }) => {
    const { chain, alert } = await getAlert(db.kysely, digits);
    const { document, sha256, entries: alerts } = await readAlertExport(db.kysely, { chain, alert, format });
    await auditedWrite(db, new Date(), async () => ({
      result: undefined,
      deed: { action: "alert.export", subject: `alert:${alert.id}`, detail: { format, alerts, sha256 } },
    }));
    surroundings().stdout.write(document);
    writeNote(`SHA-256 ${sha256}, as in the audit`);
  });
}
