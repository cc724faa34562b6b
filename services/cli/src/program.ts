import type { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { addCommands, type Commands } from "./add-commands.ts";
import { newProgram } from "./run-program.ts";

const COMMANDS = {
  "Run it:": {
    demo: {
      summary: "a local chain with play money, watched live",
      load: async () => (await import("./commands/demo.ts")).addDemoCommand,
    },
    start: {
      summary: "follow every configured chain in one process, until Ctrl-C",
      load: async () => (await import("./commands/start.ts")).addStartCommand,
    },
    status: {
      summary: "whether all is well, what is not, and what to type next",
      load: async () => (await import("./commands/status.ts")).addStatusCommand,
    },
    doctor: {
      summary: "check configuration, database, queue, endpoints and coverage",
      load: async () => (await import("./commands/doctor.ts")).addDoctorCommand,
    },
  },
  "What was found:": {
    alerts: {
      summary: "list alerts, or rank them by scheme",
      load: async () => (await import("./commands/alerts.ts")).addAlertsCommand,
    },
    alert: {
      summary: "one alert: why it stands, its review, its evidence",
      load: async () => (await import("./commands/alert.ts")).addAlertCommand,
    },
    why: {
      summary: "what every rule said of a transaction or an address",
      load: async () => (await import("./commands/why.ts")).addWhyCommand,
    },
    screen: {
      summary: "what the lists say of addresses, by a running API",
      load: async () => (await import("./commands/screen.ts")).addScreenCommand,
    },
    case: {
      summary: "cases, with their documents",
      load: async () => (await import("./commands/case.ts")).addCaseCommand,
    },
    report: {
      summary: "reports to an FIU",
      load: async () => (await import("./commands/report.ts")).addReportCommand,
    },
    goaml: {
      summary: "the profiles and schemas of such reports",
      load: async () => (await import("./commands/goaml.ts")).addGoamlCommand,
    },
    bundle: {
      summary: "check an evidence bundle, with no database",
      load: async () => (await import("./commands/bundle.ts")).addBundleCommand,
    },
  },
  "What it is found by:": {
    watchlist: {
      summary: "the lists: check, import, refresh, propose, export",
      load: async () => (await import("./commands/watchlist.ts")).addWatchlistCommand,
    },
    heuristic: {
      summary: "the rules: their parameters, shadows and precision",
      load: async () => (await import("./commands/heuristic.ts")).addHeuristicCommand,
    },
    backtest: {
      summary: "a rule with other parameters, over the past",
      load: async () => (await import("./commands/backtest.ts")).addBacktestCommand,
    },
    tune: {
      summary: "where the capacity of a team falls among the alerts",
      load: async () => (await import("./commands/tune.ts")).addTuneCommand,
    },
    rates: {
      summary: "the exchange rates that rules compare with",
      load: async () => (await import("./commands/rates.ts")).addRatesCommand,
    },
    borders: {
      summary: "what is noted of jurisdictions",
      load: async () => (await import("./commands/borders.ts")).addBordersCommand,
    },
    enrichment: {
      summary: "what VASPs say of their own addresses",
      load: async () => (await import("./commands/enrichment.ts")).addEnrichmentCommand,
    },
    chains: {
      summary: "the chains that Redflag knows",
      load: async () => (await import("./commands/chains.ts")).addChainsCommand,
    },
    tokens: {
      summary: "the stablecoins that it reads",
      load: async () => (await import("./commands/tokens.ts")).addTokensCommand,
    },
  },
  "What was read:": {
    coverage: {
      summary: "what was read, from whom, how it was checked; mend gaps",
      load: async () => (await import("./commands/coverage.ts")).addCoverageCommand,
    },
    ingest: {
      summary: "read and screen a range of blocks, then exit",
      load: async () => (await import("./commands/ingest.ts")).addIngestCommand,
    },
    backfill: {
      summary: "read a stretch of the past beside what runs",
      load: async () => (await import("./commands/backfill.ts")).addBackfillCommand,
    },
    rebuild: {
      summary: "screen the past again and compare every alert",
      load: async () => (await import("./commands/rebuild.ts")).addRebuildCommand,
    },
    retention: {
      summary: "drop the oldest blocks",
      load: async () => (await import("./commands/retention.ts")).addRetentionCommand,
    },
    decode: {
      summary: "what Redflag makes of logs on standard input",
      load: async () => (await import("./commands/decode.ts")).addDecodeCommand,
    },
  },
  "Who may do what:": {
    user: {
      summary: "the people who work with it",
      load: async () => (await import("./commands/user.ts")).addUserCommand,
    },
    subscriber: {
      summary: "the exchanges that are told of alerts",
      load: async () => (await import("./commands/subscriber.ts")).addSubscriberCommand,
    },
    key: {
      summary: "the keys of programs",
      load: async () => (await import("./commands/key.ts")).addKeyCommand,
    },
    logins: {
      summary: "let each service log in to the database as itself",
      load: async () => (await import("./commands/logins.ts")).addLoginsCommand,
    },
    audit: {
      summary: "what was done by whom, and whether somebody changed it",
      load: async () => (await import("./commands/audit.ts")).addAuditCommand,
    },
  },
  "What goes out:": {
    events: {
      summary: "follow what the holder of a key may see",
      load: async () => (await import("./commands/events.ts")).addEventsCommand,
    },
    webhook: {
      summary: "receive webhooks, to try them",
      load: async () => (await import("./commands/webhook.ts")).addWebhookCommand,
    },
    notifications: {
      summary: "what needs an operator",
      load: async () => (await import("./commands/notifications.ts")).addNotificationsCommand,
    },
  },
  "Keep it:": {
    migrate: {
      summary: "bring the database up to date",
      load: async () => (await import("./commands/migrate.ts")).addMigrateCommand,
    },
    backup: {
      summary: "copy the embedded database, and put a copy back",
      load: async () => (await import("./commands/backup.ts")).addBackupCommand,
    },
    verify: {
      summary: "read the whole database, as after a restore",
      load: async () => (await import("./commands/verify.ts")).addVerifyCommand,
    },
    secrets: {
      summary: "where each secret lies; new keys",
      load: async () => (await import("./commands/secrets.ts")).addSecretsCommand,
    },
  },
} satisfies Commands;

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
