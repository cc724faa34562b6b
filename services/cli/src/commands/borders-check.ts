import { buildBorderTable } from "@redflag/domain/border-table";
import { isCountryCode } from "@redflag/lists/country-code";
import { listBordersAt, listBorderVersions } from "@redflag/store/border";
import { type Command, InvalidArgumentError } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { withCurrentDatabase } from "../with-database.ts";

export function addBordersCheck(borders: Command): void {
  borders
    .command("check")
    .argument("<jurisdiction>", "ISO 3166-1 alpha-2 code, such as TR", parseJurisdiction)
    .argument("[to]", "another: asks of money from the first to this one", parseJurisdiction)
    .description("what rules are told of a jurisdiction, or of money between two")
    .addOption(jsonOption("print one JSON object for each note"))
    .addHelpText("after", examples("redflag borders check IR", "redflag borders check TR SY"))
    .action((jurisdiction: string, to: string | undefined, { json = false }: { json?: boolean }) =>
      runCommand((context) => check(context, jurisdiction, to, json)),
    );
}

async function check(context: CommandContext, jurisdiction: string, to: string | undefined, json: boolean) {
  await withCurrentDatabase(context, async ({ db: { kysely: db } }) => {
    const table = buildBorderTable(await listBordersAt(db, await listBorderVersions(db)));
    const notes = to === undefined ? table.higherRisk(jurisdiction) : table.corridor(jurisdiction, to);
    const about = to === undefined ? jurisdiction : `${jurisdiction} to ${to}`;
    for (const note of notes) {
      const { kind, source, date, list, listVersion } = note;
      const remark = note.note === undefined ? "" : ` (${note.note})`;
      if (json) writeJson(note);
      else
        writeLine(
          `${about}: ${kind.replace("_", " ")}${remark}: ${source}, ${date} (list ${list}, version ${listVersion})`,
        );
    }
    if (notes.length === 0 && !json) writeLine(`${about}: nothing is noted`);
  });
}

function parseJurisdiction(text: string): string {
  if (isCountryCode(text)) return text;
  throw new InvalidArgumentError("an ISO 3166-1 alpha-2 code in capital letters is expected, such as TR");
}
