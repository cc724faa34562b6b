import type { Command } from "commander";
import { addWatchlistCheck } from "./watchlist-check.ts";
import { addWatchlistFormats } from "./watchlist-formats.ts";
import { addWatchlistImport } from "./watchlist-import.ts";
import { addWatchlistList } from "./watchlist-list.ts";
import { addWatchlistRefresh } from "./watchlist-refresh.ts";
import { addWatchlistSync } from "./watchlist-sync.ts";
import { addWatchlistRefused } from "./watchlist-refused.ts";

export function addWatchlistCommand(program: Command): void {
  const watchlist = program.command("watchlist").description("the lists that transfers are screened against");
  addWatchlistList(watchlist);
  addWatchlistCheck(watchlist);
  addWatchlistImport(watchlist);
  addWatchlistSync(watchlist);
  addWatchlistRefresh(watchlist);
  addWatchlistFormats(watchlist);
  addWatchlistRefused(watchlist);
}
