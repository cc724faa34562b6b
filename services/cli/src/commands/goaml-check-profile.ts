import { checkProfileCodes } from "@redflag/reports/goaml/check-profile-codes";
import { profileIdOf } from "@redflag/reports/goaml/load-report-profiles";
import { parseReportProfile } from "@redflag/reports/goaml/parse-report-profile";
import type { Command } from "commander";
import { examples } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { readNamedFile } from "../named-file.ts";
import { writeLine } from "../output.ts";
import { profileText } from "../report-profile-text.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

export function addGoamlCheckProfile(goaml: Command): void {
  goaml
    .command("check-profile")
    .argument("<file>", "a profile, such as report-profiles/ae.yaml")
    .description("read a profile, and hold its codes against the lists of its FIU's schema; exit 1 if one is not there")
    .option("--schema <xsd>", "the schema that the FIU hands out")
    .addHelpText(
      "after",
      examples(
        "redflag goaml check-profile report-profiles/ae.yaml",
        "redflag goaml check-profile report-profiles/ae.yaml --schema goAMLSchema.xsd",
      ),
    )
    .action((file: string, { schema }: { schema?: string }) => runCommand(async () => check(file, schema)));
}

async function check(file: string, schema: string | undefined): Promise<void> {
  const id = profileIdOf(file);
  const profile = parseReportProfile(id, await readNamedFile(file, "report_profile_unreadable"));
  for (const line of profileText(profile)) writeLine(line);
  if (schema === undefined) return;
  const faults = checkProfileCodes(profile, await readNamedFile(schema, "goaml_schema_refused"));
  for (const { code, title, list } of faults) writeLine(`    ${code} (${title}) is not in ${list} of the schema`);
  writeLine(
    faults.length === 0
      ? "    the schema has every code of it"
      : `    ${countOf(faults.length, "code")} not in the schema`,
  );
  if (faults.length > 0) surroundings().exitCode = 1;
}
