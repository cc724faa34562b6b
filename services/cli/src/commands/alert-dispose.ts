import { DISPOSITIONS, type Disposition } from "@redflag/domain/disposition";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import { listAlertsById } from "@redflag/store/alert-read";
import { insertDisposition } from "@redflag/store/disposition";
import { type Command, InvalidArgumentError, Option } from "commander";
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
  alert
    .command("dispose")
    .argument("<id>", "the alert's whole id, as `redflag alerts` prints it", parseAlertId)
    .description(
      "record what a review found an alert to be. Said again it replaces what was said before, which stays on record; " +
        "inconclusive takes a word back",
    )
    .addOption(new Option("--as <disposition>", "what it was found to be").choices(DISPOSITIONS).makeOptionMandatory())
    .addOption(reasonOption().makeOptionMandatory())
    .addOption(jsonOption("print what was recorded as one JSON object"))
    .addHelpText(
      "after",
      examples(`redflag alert dispose 0x${"5f".repeat(32)} --as humanitarian --reason "a relief agency's payday"`),
    )
    .action((id: Hash, options: Options) => runCommand((context) => dispose(context, id, options)));
}

async function dispose(context: CommandContext, id: Hash, { as: disposition, reason, json = false }: Options) {
  await withMigratedDatabase(context, async ({ db }) => {
    const author = operator().name;
    const seq = await auditedWrite(db, new Date(), async (tx) => {
      if (!(await listAlertsById(tx, [id])).has(id)) throw new Problem("alert_unknown", `none has the id ${id}`);
      const result = await insertDisposition(tx, id, { disposition, reason, author });
      const detail = { disposition, number: result, reason };
      return { result, deed: { action: "alert.dispose", subject: `alert:${id}`, detail } };
    });
    if (json) writeJson({ alert: id, seq, disposition, reason, author });
    else writeLine(`${id}: ${disposition.replaceAll("_", " ")}, by ${author}: ${reason}`);
  });
}

function parseAlertId(text: string): Hash {
  if (/^0x[0-9a-f]{64}$/.test(text)) return text as Hash;
  throw new InvalidArgumentError("0x and 64 hex digits are expected");
}
