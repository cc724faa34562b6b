import { addCommands, type Commands } from "@redflag/cli/add-commands";
import { examples } from "@redflag/cli/command-options";
import { newProgram } from "@redflag/cli/run-program";
import type { Command } from "commander";
import { runTool } from "../run-tool.ts";

/** A command imports what it runs only as it runs: some of that builds the product as it is loaded. */
export const BENCHES = {
  throughput: {
    summary: "ingest and screening beside floors that import nothing of ours",
    load: async () => (await import("./throughput-command.ts")).addThroughputCommand,
  },
  ingest: {
    summary: "ingest beside the floor, from afar or beside a peer if told",
    load: async () => (await import("./ingest-command.ts")).addIngestCommand,
  },
  lane: {
    summary: "the lane beside a floor that keeps profiles of the same size",
    load: async () => (await import("./lane-command.ts")).addLaneCommand,
  },
  growth: {
    summary: "what transfers cost as one database grows",
    load: async () => (await import("./growth/growth-command.ts")).addGrowthCommand,
  },
  latency: {
    summary: "from a mined block to its alert, beside one bare poll",
    load: async () => (await import("./latency/latency-command.ts")).addLatencyCommand,
  },
  live: {
    summary: "nine chains in one process, from a visible block to its alert",
    load: async () => (await import("./live/live-command.ts")).addLiveCommand,
  },
  proofs: {
    summary: "what proving every head of the chains takes of a core",
    load: async () => (await import("./proofs/proofs-command.ts")).addProofsCommand,
  },
  rebuild: {
    summary: "a lane rebuilt from its ledger, beside a plain read",
    load: async () => (await import("./rebuild/rebuild-command.ts")).addRebuildCommand,
  },
  backtest: {
    summary: "one rule with other parameters over a whole ledger",
    load: async () => (await import("./backtest/backtest-command.ts")).addBacktestCommand,
  },
  lookback: {
    summary: "the past looked at for new addresses, the lane beside it",
    load: async () => (await import("./lookback/lookback-command.ts")).addLookbackCommand,
  },
  detection: {
    summary: "schemes and benign twins among labelled payments",
    load: async () => (await import("./detection/detection-command.ts")).addDetectionCommand,
  },
  windows: {
    summary: "what windows of new pairs hold of one process's memory",
    load: async () => (await import("./windows/windows-command.ts")).addWindowsCommand,
  },
  workers: {
    summary: "the same work by so many processes on one queue and database",
    load: async () => (await import("./workers/workers-command.ts")).addWorkersCommand,
  },
  webhooks: {
    summary: "from a committed event to its first attempt",
    load: async () => (await import("./webhooks/webhooks-command.ts")).addWebhooksCommand,
  },
  api: {
    summary: "one event through the API, beside a bare route",
    load: async () => (await import("./api/api-command.ts")).addApiCommand,
  },
  screening: {
    summary: "a million entries, beside a bare route",
    load: async () => (await import("./api/screening-command.ts")).addScreeningCommand,
  },
  flows: {
    summary: "an address and the graph around it, hot wallets too",
    load: async () => (await import("./flows/flows-command.ts")).addFlowsCommand,
  },
  alerts: {
    summary: "lists of ten million alerts, beside one indexed read",
    load: async () => (await import("./alerts/alerts-command.ts")).addAlertsCommand,
  },
  audit: {
    summary: "how fast the audit grows, and is verified",
    load: async () => (await import("./audit/audit-command.ts")).addAuditCommand,
  },
  console: {
    summary: "the queue, a filter and a graph of 500 nodes in a real browser",
    load: async () => (await import("./console/console-command.ts")).addConsoleCommand,
  },
} satisfies Commands[string];

export async function createBenchProgram(args: readonly string[]): Promise<Command> {
  const program = newProgram("npx pnpm bench")
    .description("Measures the product beside floors, what cannot be left out. Without a name: throughput.")
    .addHelpText(
      "after",
      examples("npx pnpm bench", "npx pnpm bench ingest --rounds 3", "npx pnpm bench growth --help"),
    );
  await addCommands(program, { "Benches:": BENCHES }, args);
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
