import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { addAlertsCommand } from "./commands/alerts.ts";
import { addBackfillCommand } from "./commands/backfill.ts";
import { addChainsCommand } from "./commands/chains.ts";
import { addCoverageCommand } from "./commands/coverage.ts";
import { addDecodeCommand } from "./commands/decode.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addDoctorCommand } from "./commands/doctor.ts";
import { addHeuristicsCommand } from "./commands/heuristics.ts";
import { addIngestCommand } from "./commands/ingest.ts";
import { addMigrateCommand } from "./commands/migrate.ts";
import { addRatesCommand } from "./commands/rates.ts";
import { addRebuildCommand } from "./commands/rebuild.ts";
import { addRetentionCommand } from "./commands/retention.ts";
import { addStartCommand } from "./commands/start.ts";
import { addTokensCommand } from "./commands/tokens.ts";
import { addWatchlistCommand } from "./commands/watchlist.ts";
import { addWhyCommand } from "./commands/why.ts";

/** The whole command line. Throws CommanderError instead of exiting. */
export function createProgram(): Command {
  const program = new Command("redflag")
    .description("Finds terrorist financing in stablecoin transfers on public chains.")
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError("Add --help for usage and an example.")
    .configureHelp({ sortSubcommands: false })
    .addHelpText(
      "after",
      "\nConfiguration comes from environment variables, such as REDFLAG_RPC_ETHEREUM=https://… ; `redflag doctor` checks it." +
        "\nExit codes: 0 done, 1 failed (standard error says why and what to do), 2 wrong usage.",
    );
  addDemoCommand(program);
  addStartCommand(program);
  addAlertsCommand(program);
  addWhyCommand(program);
  addWatchlistCommand(program);
  addRatesCommand(program);
  addHeuristicsCommand(program);
  addChainsCommand(program);
  addTokensCommand(program);
  addIngestCommand(program);
  addBackfillCommand(program);
  addCoverageCommand(program);
  addRebuildCommand(program);
  addRetentionCommand(program);
  addDecodeCommand(program);
  addDoctorCommand(program);
  addMigrateCommand(program);
  return program;
}
