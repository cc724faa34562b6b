import { loadReportProfiles } from "@redflag/reports/goaml/load-report-profiles";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { REPORT_PROFILES_DIR } from "../project-paths.ts";
import { listOpenCodes, profileText } from "../report-profile-text.ts";
import { runCommand } from "../run-command.ts";

export function addGoamlProfiles(goaml: Command): void {
  goaml
    .command("profiles")
    .description("the countries whose reports can be written, and what their profiles still lack")
    .addOption(jsonOption("print one JSON object a line"))
    .addHelpText("after", examples("redflag goaml profiles"))
    .action(({ json = false }: { json?: boolean }) => runCommand(async () => list(json)));
}

async function list(json: boolean): Promise<void> {
  for (const profile of await loadReportProfiles(REPORT_PROFILES_DIR)) {
    const { id, country, title, fiu, sha256, currency, sources } = profile;
    if (json) {
      writeJson({ id, country, title, fiu, sha256, currency: currency.code, sources, ...listOpenCodes(profile) });
    } else {
      for (const line of profileText(profile)) writeLine(line);
    }
  }
}
