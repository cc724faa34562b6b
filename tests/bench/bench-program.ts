import { addCommands, type CommandLoaders } from "@redflag/cli/add-commands";
import { examples } from "@redflag/cli/command-options";
import { newProgram } from "@redflag/cli/run-program";
import type { Command } from "commander";
import { runTool } from "../run-tool.ts";

/** A command imports what it runs only as it runs: some of that builds the product as it is loaded. */
export const BENCHES = {
  throughput: async () => (await import("./throughput-command.ts")).addThroughputCommand,
  ingest: async () => (await import("./ingest-command.ts")).addIngestCommand,
  lane: async () => (await import("./lane-command.ts")).addLaneCommand,
  growth: async () => (await import("./growth/growth-command.ts")).addGrowthCommand,
  latency: async () => (await import("./latency/latency-command.ts")).addLatencyCommand,
  live: async () => (await import("./live/live-command.ts")).addLiveCommand,
  proofs: async () => (await import("./proofs/proofs-command.ts")).addProofsCommand,
  rebuild: async () => (await import("./rebuild/rebuild-command.ts")).addRebuildCommand,
  backtest: async () => (await import("./backtest/backtest-command.ts")).addBacktestCommand,
  lookback: async () => (await import("./lookback/lookback-command.ts")).addLookbackCommand,
  detection: async () => (await import("./detection/detection-command.ts")).addDetectionCommand,
  windows: async () => (await import("./windows/windows-command.ts")).addWindowsCommand,
  workers: async () => (await import("./workers/workers-command.ts")).addWorkersCommand,
  webhooks: async () => (await import("./webhooks/webhooks-command.ts")).addWebhooksCommand,
  api: async () => (await import("./api/api-command.ts")).addApiCommand,
  screening: async () => (await import("./api/screening-command.ts")).addScreeningCommand,
  flows: async () => (await import("./flows/flows-command.ts")).addFlowsCommand,
  alerts: async () => (await import("./alerts/alerts-command.ts")).addAlertsCommand,
  audit: async () => (await import("./audit/audit-command.ts")).addAuditCommand,
  console: async () => (await import("./console/console-command.ts")).addConsoleCommand,
} satisfies CommandLoaders;

export async function createBenchProgram(args: readonly string[]): Promise<Command> {
  const program = newProgram("npx pnpm bench")
    .description("Measures the product beside floors, what cannot be left out. Without a name: throughput.")
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText(
      "after",
      examples("npx pnpm bench", "npx pnpm bench ingest --rounds 3", "npx pnpm bench growth --help"),
    );
  await addCommands(program, BENCHES, args);
  return program;
}

/** Options that follow no name are those of throughput; commander's own default would take a misspelt name for its argument. */
export function withName(args: readonly string[]): readonly string[] {
  const [first] = args;
  const isNamed = first === "--help" || first === "-h" || first?.startsWith("-") === false;
  return isNamed ? args : ["throughput", ...args];
}

/** @param args without the interpreter and the script */
export async function runBenchArguments(args: readonly string[]): Promise<void> {
  const named = withName(args);
  await runTool(await createBenchProgram(named), named);
}
