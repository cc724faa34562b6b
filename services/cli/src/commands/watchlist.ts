import type { Command } from "commander";
import { addWatchlistCheck } from "./watchlist-check.ts";
import { addWatchlistDeposits } from "./watchlist-deposits.ts";
import { addWatchlistImport } from "./watchlist-import.ts";
import { addWatchlistList } from "./watchlist-list.ts";

export function addWatchlistCommand(program: Command): void {
  const watchlist = program.command("watchlist").description("the lists that transfers are screened against");
  addWatchlistList(watchlist);
  addWatchlistCheck(watchlist);
  addWatchlistImport(watchlist);
  addWatchlistDeposits(watchlist);
}
