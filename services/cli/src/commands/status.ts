import { setTimeout as sleep } from "node:timers/promises";
import { CoverageTallies } from "@redflag/api/coverage-tallies";
import { Problem } from "@redflag/domain/problem";
import { inspectMigrations } from "@redflag/store/migrate";
import type { Command } from "commander";
import { createLogUpdate } from "log-update";
import manifest from "../../package.json" with { type: "json" };
import { type ApiOptions, apiOption, askApi } from "../api-options.ts";
import { colours } from "../colours.ts";
import { examples, jsonOption } from "../command-options.ts";
import { writeJson, writeLine } from "../output.ts";
import { MIGRATIONS_DIR } from "../project-paths.ts";
import { type CommandContext, runCommand } from "../run-command.ts";
import { judgeStatus, type Status, statusOf } from "../status/judge-status.ts";
import { readApi } from "../status/read-api.ts";
import { readDatabase } from "../status/read-database.ts";
import { CONDITIONS, ill } from "../status/status-line.ts";
import { statusText } from "../status/status-text.ts";
import { surroundings } from "../surroundings.ts";
import { withDatabase } from "../with-database.ts";

const WATCH_MS = 5_000;
const EXIT_CODES = { ok: 0, look: 1, wrong: 2 } as const;

interface Options extends Partial<ApiOptions> {
  watch?: boolean;
  json?: boolean;
}

export function addStatusCommand(program: Command): void {
  program
    .command("status")
    .description(
      "say on one screen whether all is well, and what is not, the most urgent first, with what to type next; " +
        "exit 0: well, 1: something wants a look, 2: something is wrong, or could not be read",
    )
    .option("--watch", `again every ${WATCH_MS / 1_000} seconds until Ctrl-C`)
    .addOption(jsonOption('print {"state":…,"lines":[…]} as one JSON object, one a look'))
    .option(
      "--key-file <file>",
      "ask the API with this key instead of the database: it must be allowed to read operations and lists; processes, audit, " +
        "disk and retention are not seen then",
    )
    .addOption(apiOption())
    .addHelpText(
      "after",
      examples(
        "redflag status",
        "redflag status --watch",
        "redflag status --json --api https://redflag.example --key-file ops.key",
      ),
    )
    .action((options: Options) => runCommand((context) => showStatus(context, options)));
}

async function showStatus(context: CommandContext, { watch = false, json = false, api, keyFile }: Options) {
  const tallies = new CoverageTallies();
  const look = () =>
    keyFile === undefined || api === undefined ? ofDatabase(context, tallies) : ofApi({ api, keyFile });
  const draw = watch && !json && surroundings().stdout.isTTY ? createLogUpdate(surroundings().stdout) : undefined;
  do {
    const status = await look();
    surroundings().exitCode = EXIT_CODES[status.state];
    const at = new Date();
    if (json) writeJson(jsonOf(status, at));
    else {
      const lines = statusText(status, { at, colours: colours() });
      if (draw !== undefined) draw(lines.join("\n"));
      else writeLine(`${lines.join("\n")}${watch ? "\n" : ""}`);
    }
    // An interrupted wait is the end that was asked for.
    if (watch) await sleep(WATCH_MS, undefined, { signal: context.signal }).catch(() => undefined);
  } while (watch && !context.signal.aborted);
}

async function ofDatabase(context: CommandContext, tallies: CoverageTallies): Promise<Status> {
  try {
    return await withDatabase(context, async (opened) => {
      const { current, latest, pending } = await inspectMigrations(opened.db.kysely, MIGRATIONS_DIR);
      if (pending.length === 0) return judgeStatus(await readDatabase(opened, context.config, tallies));
      const text =
        current === 0
          ? "it is empty: nothing was set up here yet"
          : `${pending.length} of ${latest} migrations are to come; nothing else was looked at`;
      const next = current === 0 ? "redflag start" : "redflag migrate";
      return statusOf([ill("schema_differs", "wrong", { subject: "database", text, next })]);
    });
  } catch (error) {
    return unreadable("database", error);
  }
}

async function ofApi(options: ApiOptions): Promise<Status> {
  try {
    return judgeStatus(await askApi(options, readApi));
  } catch (error) {
    return unreadable("API", error);
  }
}

/** What cannot be read is the first thing that is wrong. */
function unreadable(subject: string, error: unknown): Status {
  if (!(error instanceof Problem)) throw error;
  const line = { subject, text: error.message, next: error.hint };
  return statusOf([ill("database_unreachable", "wrong", line)]);
}

function jsonOf({ state, lines }: Status, at: Date) {
  return {
    state,
    at: at.toISOString(),
    version: manifest.version,
    lines: lines.map(({ condition, ...line }) => ({
      ...line,
      ...(condition !== undefined && { condition, runbook: `docs/runbook.md#${CONDITIONS[condition]}` }),
    })),
  };
}
