import type { Command } from "commander";
import { addCommands, type CommandLoaders } from "../add-commands.ts";

const COMMANDS: CommandLoaders = {
  list: async () => (await import("./watchlist-list.ts")).addWatchlistList,
  check: async () => (await import("./watchlist-check.ts")).addWatchlistCheck,
  history: async () => (await import("./watchlist-history.ts")).addWatchlistHistory,
  versions: async () => (await import("./watchlist-versions.ts")).addWatchlistVersions,
  diff: async () => (await import("./watchlist-diff.ts")).addWatchlistDiff,
  export: async () => (await import("./watchlist-export.ts")).addWatchlistExport,
  import: async () => (await import("./watchlist-import.ts")).addWatchlistImport,
  sync: async () => (await import("./watchlist-sync.ts")).addWatchlistSync,
  refresh: async () => (await import("./watchlist-refresh.ts")).addWatchlistRefresh,
  formats: async () => (await import("./watchlist-formats.ts")).addWatchlistFormats,
  refused: async () => (await import("./watchlist-refused.ts")).addWatchlistRefused,
  propose: async () => (await import("./watchlist-propose.ts")).addWatchlistPropose,
  proposals: async () => (await import("./watchlist-proposals.ts")).addWatchlistProposals,
  decide: async () => (await import("./watchlist-proposals.ts")).addWatchlistDecide,
  watch: async () => (await import("./watchlist-watch.ts")).addWatchlistWatch,
  lookbacks: async () => (await import("./watchlist-lookbacks.ts")).addWatchlistLookbacks,
  deposits: async () => (await import("./watchlist-deposits.ts")).addWatchlistDeposits,
};

export async function addWatchlistCommand(program: Command, args: readonly string[]): Promise<void> {
  const watchlist = program.command("watchlist").description("the lists that transfers are screened against");
  await addCommands(watchlist, COMMANDS, args);
}
