import { Problem } from "@redflag/domain/problem";
import { createLogger } from "@redflag/runtime/logger";
import type { Command } from "commander";
import { examples, jsonOption } from "../command-options.ts";
import { countOf } from "../count-text.ts";
import { type Check, wrong } from "../doctor/check.ts";
import { checkAudit } from "../doctor/check-audit.ts";
import { checkDatabase, checkQueue } from "../doctor/check-database.ts";
import { checkEndpoints } from "../doctor/check-endpoints.ts";
import { checkLanes } from "../doctor/check-lanes.ts";
import { checkText } from "../doctor/check-text.ts";
import { writeJson, writeLine } from "../output.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { surroundings } from "../surroundings.ts";
import { withDatabase } from "../with-database.ts";

export function addDoctorCommand(program: Command): void {
  program
    .command("doctor")
    .description("check configuration, database, queue, endpoints, coverage and screening; exit 1 if anything is wrong")
    .addOption(jsonOption('print {"ok":…,"checks":[…]} as one JSON object'))
    .addHelpText("after", examples("redflag doctor"))
    .action(({ json = false }: { json?: boolean }) => runCommand((context) => examine(context, json)));
}

async function examine(context: CommandContext, json: boolean): Promise<void> {
  // Endpoints answer while the embedded database starts.
  const [endpoints, backends] = await Promise.all([
    checkEndpoints(context.config, context.signal),
    checkBackends(context),
  ]);
  const { chains, logLevel } = context.config;
  const text = `${countOf(chains.size, "chain")} configured, log level ${logLevel}`;
  const checks: Check[] = [{ name: "configuration", status: "ok", text }, ...backends, ...endpoints];
  const wrongCount = checks.filter(({ status }) => status === "wrong").length;
  if (json) writeJson({ ok: wrongCount === 0, checks });
  else {
    for (const check of checks) writeLine(checkText(check));
    writeLine(wrongCount === 0 ? "\nnothing is wrong" : `\n${countOf(wrongCount, "thing is", "things are")} wrong`);
  }
  if (wrongCount > 0) surroundings().exitCode = 1;
}

async function checkBackends(context: CommandContext): Promise<Check[]> {
  // Each attempt to connect would be logged, with its stack, above the one line that says the same.
  const quiet = createLogger({ service: "cli", level: "silent" });
  try {
    return await withDatabase(context, async ({ db, backends }) => {
      const { checks, current } = await checkDatabase(db, context.config, backends.databaseUrl);
      const lanes = current === 0 ? [] : await checkLanes(db.kysely);
      const audit = current === 0 ? [] : await checkAudit(db.kysely);
      return [...checks, await checkQueue(backends, quiet), ...lanes, ...audit];
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [wrong("database", error)];
  }
}
