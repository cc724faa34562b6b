import { readReportXml } from "@redflag/api/drawn-up-report";
import type { Command } from "commander";
import { examples } from "../command-options.ts";
import { writeNote } from "../output.ts";
import { REPORT_PROFILES_DIR } from "../project-paths.ts";
import { readReportAsOperator } from "../read-report.ts";
import { reportNumberArgument } from "../report-number.ts";
import { runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";

export function addReportExport(command: Command): void {
  reportNumberArgument(command.command("export"))
    .description("write a report's goAML XML to standard output: of a ready or filed one exactly what is kept")
    .addHelpText("after", examples("redflag report export R-2026-0001 > R-2026-0001.xml"))
    .action((number: string) =>
      runCommand(async (context) => {
        const { bytes, sha256 } = await readReportAsOperator(context, number, async (db, seen, now) => {
          const file = await readReportXml(db.kysely, seen, { profilesDir: REPORT_PROFILES_DIR, now });
          return {
            result: file,
            deed: { action: "report.export", detail: { sha256: file.sha256, bytes: file.bytes.length } },
          };
        });
        surroundings().stdout.write(bytes);
        writeNote(`SHA-256 ${sha256}, as in the audit`);
      }),
    );
}
