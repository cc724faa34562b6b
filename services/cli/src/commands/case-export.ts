import { CASE_FORMATS, type CaseFormat, caseFile } from "@redflag/api/case-file-of";
import { type Command, Option } from "commander";
import { caseNumberArgument } from "../case-number.ts";
import { examples } from "../command-options.ts";
import { writeNote } from "../output.ts";
import { readCaseAsOperator } from "../read-case.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

export function addCaseExport(command: Command): void {
  caseNumberArgument(command.command("export"))
    .description("write a case to standard output: payments (csv), all of it (json), or a dossier to print (html)")
    .addOption(new Option("--format <format>", "which").choices(CASE_FORMATS).makeOptionMandatory())
    .addHelpText("after", examples("redflag case export C-2026-0001 --format html > C-2026-0001.html"))
    .action((number: string, { format }: { format: CaseFormat }) =>
      runCommand(async (context) => {
        const told = await readCaseAsOperator(context, number, "case.export", (read) => {
          const { sha256, bytes } = caseFile(read, format);
          return { format, sha256, bytes: bytes.length, cut: read.cut.length };
        });
        const { bytes, sha256 } = caseFile(told, format);
        surroundings().stdout.write(bytes);
        writeNote(`SHA-256 ${sha256}, as in the audit`);
      }),
    );
}
