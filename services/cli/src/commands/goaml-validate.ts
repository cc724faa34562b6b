import { type SchemaFault, validateReport } from "@redflag/reports/goaml/validate-report";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { readNamedFile } from "../named-file.ts";
import { writeJson, writeLine } from "../output.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

interface Options {
  schema: string;
  json?: boolean;
}

export function addGoamlValidate(goaml: Command): void {
  goaml
    .command("validate")
    .argument("<xml>", "a report, from Redflag or from elsewhere")
    .description("hold a report against the schema that its FIU hands out; exit 1 if it does not keep to it")
    .requiredOption("--schema <xsd>", "the schema; Redflag has none of its own")
    .addOption(jsonOption('print {"valid","faults":[{"line","element","text"}]}'))
    .addHelpText(
      "after",
      "\nNothing but the two files is read. A fault may repeat what stands in the report, names of persons among it.\n" +
        examples("redflag goaml validate R-2026-0001.xml --schema goAMLSchema.xsd"),
    )
    .action((file: string, options: Options) => runCommand(async () => validate(file, options)));
}

async function validate(file: string, { schema, json = false }: Options): Promise<void> {
  const xml = await readNamedFile(file, "goaml_report_refused");
  const faults = validateReport(xml, await readNamedFile(schema, "goaml_schema_refused"));
  if (json) writeJson({ valid: faults.length === 0, faults });
  else for (const line of verdictLines(file, faults)) writeLine(line);
  if (faults.length > 0) surroundings().exitCode = 1;
}

function verdictLines(file: string, faults: readonly SchemaFault[]): string[] {
  if (faults.length === 0) return [`${file}: keeps to the schema`];
  const lines = faults.map(({ line, text }) => `${file}:${line}: ${text}`);
  return [...lines, `${file}: ${countOf(faults.length, "fault")}`];
}
