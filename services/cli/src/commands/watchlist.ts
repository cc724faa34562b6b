import type { Command } from "commander";
import { addCommands, type Commands } from "../add-commands.ts";

const COMMANDS = {
  "What is listed:": {
    list: {
      summary: "every list, its version, and what a gate holds back",
      load: async () => (await import("./watchlist-list.ts")).addWatchlistList,
    },
    check: {
      summary: "what any list ever said of an address or an account",
      load: async () => (await import("./watchlist-check.ts")).addWatchlistCheck,
    },
    history: {
      summary: "when it came on and off each list, and by whom",
      load: async () => (await import("./watchlist-history.ts")).addWatchlistHistory,
    },
    versions: {
      summary: "the versions of a list",
      load: async () => (await import("./watchlist-versions.ts")).addWatchlistVersions,
    },
    diff: {
      summary: "what two versions do not say the same of",
      load: async () => (await import("./watchlist-diff.ts")).addWatchlistDiff,
    },
    lookbacks: {
      summary: "what the past of each chain held for new entries",
      load: async () => (await import("./watchlist-lookbacks.ts")).addWatchlistLookbacks,
    },
    deposits: {
      summary: "addresses that seem to be deposit addresses",
      load: async () => (await import("./watchlist-deposits.ts")).addWatchlistDeposits,
    },
  },
  "From files and publishers:": {
    import: {
      summary: "make a file the whole content of a list",
      load: async () => (await import("./watchlist-import.ts")).addWatchlistImport,
    },
    sync: {
      summary: "make every folder of a directory a list",
      load: async () => (await import("./watchlist-sync.ts")).addWatchlistSync,
    },
    refresh: {
      summary: "fetch lists from their publishers now",
      load: async () => (await import("./watchlist-refresh.ts")).addWatchlistRefresh,
    },
    formats: {
      summary: "every format that is read",
      load: async () => (await import("./watchlist-formats.ts")).addWatchlistFormats,
    },
    refused: {
      summary: "the rows that could not be read",
      load: async () => (await import("./watchlist-refused.ts")).addWatchlistRefused,
    },
  },
  "By people:": {
    propose: {
      summary: "propose a change, for somebody else to decide",
      load: async () => (await import("./watchlist-propose.ts")).addWatchlistPropose,
    },
    proposals: {
      summary: "proposed changes, and what each would do",
      load: async () => (await import("./watchlist-proposals.ts")).addWatchlistProposals,
    },
    approve: {
      summary: "let a change take effect, or confirm an emergency",
      load: async () => (await import("./watchlist-proposals.ts")).addWatchlistApprove,
    },
    reject: {
      summary: "refuse a change, or take an emergency back",
      load: async () => (await import("./watchlist-proposals.ts")).addWatchlistReject,
    },
    watch: {
      summary: "addresses that you alone watch, on no list",
      load: async () => (await import("./watchlist-watch.ts")).addWatchlistWatch,
    },
  },
  "To others:": {
    export: {
      summary: "what an audience may know of a list, as STIX or MISP",
      load: async () => (await import("./watchlist-export.ts")).addWatchlistExport,
    },
  },
} satisfies Commands;

export async function addWatchlistCommand(program: Command, args: readonly string[]): Promise<void> {
  const watchlist = program.command("watchlist").description("the lists that transfers are screened against");
  await addCommands(watchlist, COMMANDS, args);
}
