import type { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { addCommands, type CommandLoaders } from "./add-commands.ts";
import { newProgram } from "./run-program.ts";

const COMMANDS: CommandLoaders = {
  demo: async () => (await import("./commands/demo.ts")).addDemoCommand,
  start: async () => (await import("./commands/start.ts")).addStartCommand,
  status: async () => (await import("./commands/status.ts")).addStatusCommand,
  alerts: async () => (await import("./commands/alerts.ts")).addAlertsCommand,
  why: async () => (await import("./commands/why.ts")).addWhyCommand,
  screen: async () => (await import("./commands/screen.ts")).addScreenCommand,
  watchlist: async () => (await import("./commands/watchlist.ts")).addWatchlistCommand,
  rates: async () => (await import("./commands/rates.ts")).addRatesCommand,
  alert: async () => (await import("./commands/alert.ts")).addAlertCommand,
  bundle: async () => (await import("./commands/bundle.ts")).addBundleCommand,
  case: async () => (await import("./commands/case.ts")).addCaseCommand,
  report: async () => (await import("./commands/report.ts")).addReportCommand,
  goaml: async () => (await import("./commands/goaml.ts")).addGoamlCommand,
  heuristic: async () => (await import("./commands/heuristic.ts")).addHeuristicCommand,
  backtest: async () => (await import("./commands/backtest.ts")).addBacktestCommand,
  tune: async () => (await import("./commands/tune.ts")).addTuneCommand,
  borders: async () => (await import("./commands/borders.ts")).addBordersCommand,
  enrichment: async () => (await import("./commands/enrichment.ts")).addEnrichmentCommand,
  chains: async () => (await import("./commands/chains.ts")).addChainsCommand,
  tokens: async () => (await import("./commands/tokens.ts")).addTokensCommand,
  ingest: async () => (await import("./commands/ingest.ts")).addIngestCommand,
  backfill: async () => (await import("./commands/backfill.ts")).addBackfillCommand,
  coverage: async () => (await import("./commands/coverage.ts")).addCoverageCommand,
  rebuild: async () => (await import("./commands/rebuild.ts")).addRebuildCommand,
  retention: async () => (await import("./commands/retention.ts")).addRetentionCommand,
  user: async () => (await import("./commands/user.ts")).addUserCommand,
  subscriber: async () => (await import("./commands/subscriber.ts")).addSubscriberCommand,
  key: async () => (await import("./commands/key.ts")).addKeyCommand,
  events: async () => (await import("./commands/events.ts")).addEventsCommand,
  webhook: async () => (await import("./commands/webhook.ts")).addWebhookCommand,
  decode: async () => (await import("./commands/decode.ts")).addDecodeCommand,
  audit: async () => (await import("./commands/audit.ts")).addAuditCommand,
  notifications: async () => (await import("./commands/notifications.ts")).addNotificationsCommand,
  doctor: async () => (await import("./commands/doctor.ts")).addDoctorCommand,
  secrets: async () => (await import("./commands/secrets.ts")).addSecretsCommand,
  logins: async () => (await import("./commands/logins.ts")).addLoginsCommand,
  backup: async () => (await import("./commands/backup.ts")).addBackupCommand,
  verify: async () => (await import("./commands/verify.ts")).addVerifyCommand,
  migrate: async () => (await import("./commands/migrate.ts")).addMigrateCommand,
};

/**
 * The command line as the arguments need it: one command where they begin with its name, all of them otherwise (help, a
 * misspelt name). Throws CommanderError instead of exiting.
 * @param args without the interpreter and the script
 */
export async function createProgram(args: readonly string[]): Promise<Command> {
  const program = newProgram("redflag")
    .description("Finds terrorist financing in stablecoin transfers on public chains.")
    .version(manifest.version)
    .showHelpAfterError("Add --help for usage and an example.")
    .addHelpText(
      "after",
      "\nConfiguration comes from environment variables, such as REDFLAG_RPC_ETHEREUM=https://… ; `redflag doctor` checks it." +
        "\nExit codes: 0 done, 1 failed (standard error says why and what to do), 2 wrong usage.",
    );
  await addCommands(program, COMMANDS, args);
  return program;
}
