import { DISPOSITIONS, type Disposition } from "@redflag/domain/disposition";
import { disposeAlert } from "@redflag/store/alert-review";
import { type Command, Option } from "commander";
import { alertIdArgument, getAlert } from "../alert-id.ts";
import { auditedWrite } from "../audited-write.ts";
import { examples, jsonOption, reasonOption } from "../command-options.ts";
import { operator } from "../operator.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withMigratedDatabase } from "../with-database.ts";

interface Options {
  as: Disposition;
  reason: string;
  json?: boolean;
}

export function addAlertDispose(alert: Command): void {
  alertIdArgument(alert.command("dispose"))
    .description(
      "close an alert as what a review found it to be: the operator's word, which also closes what somebody else has. " +
        "Said again it replaces what was said before, which stays on record; inconclusive takes a word back",
    )
    .addOption(new Option("--as <disposition>", "what it was found to be").choices(DISPOSITIONS).makeOptionMandatory())
    .addOption(reasonOption().makeOptionMandatory())
    .addOption(jsonOption("print what was recorded as one JSON object"))
    .addHelpText(
      "after",
      examples(`redflag alert dispose 7f3a09c1 --as humanitarian --reason "a relief agency's payday"`),
    )
    .action((digits: string, options: Options) => runCommand((context) => dispose(context, digits, options)));
}

async function dispose(context: CommandContext, digits: string, { as: disposition, reason, json = false }: Options) {
  await withMigratedDatabase(context, async ({ db }) => {
    const author = operator().name;
    const now = new Date();
    const { id, seq } = await auditedWrite(db, now, async (tx) => {
      const { id } = (await getAlert(tx, digits)).alert;
      const number = await disposeAlert(tx, id, { disposition, reason, author, nowMs: now.getTime() });
      const detail = { disposition, number, reason };
      return { result: { id, seq: number }, deed: { action: "alert.dispose", subject: `alert:${id}`, detail } };
    });
    if (json) writeJson({ alert: id, seq, disposition, reason, author });
    else writeLine(`${id}: ${disposition.replaceAll("_", " ")}, by ${author}: ${reason}`);
  });
}
