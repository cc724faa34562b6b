import type { Command } from "commander";
import { addWatchlistCheck } from "./watchlist-check.ts";
import { addWatchlistDeposits } from "./watchlist-deposits.ts";
import { addWatchlistDiff } from "./watchlist-diff.ts";
import { addWatchlistExport } from "./watchlist-export.ts";
import { addWatchlistFormats } from "./watchlist-formats.ts";
import { addWatchlistHistory } from "./watchlist-history.ts";
import { addWatchlistImport } from "./watchlist-import.ts";
import { addWatchlistList } from "./watchlist-list.ts";
import { addWatchlistLookbacks } from "./watchlist-lookbacks.ts";
import { addWatchlistDecide, addWatchlistProposals } from "./watchlist-proposals.ts";
import { addWatchlistPropose } from "./watchlist-propose.ts";
import { addWatchlistRefresh } from "./watchlist-refresh.ts";
import { addWatchlistRefused } from "./watchlist-refused.ts";
import { addWatchlistSync } from "./watchlist-sync.ts";
import { addWatchlistVersions } from "./watchlist-versions.ts";
import { addWatchlistWatch } from "./watchlist-watch.ts";

export function addWatchlistCommand(program: Command): void {
  const watchlist = program.command("watchlist").description("the lists that transfers are screened against");
  addWatchlistList(watchlist);
  addWatchlistCheck(watchlist);
  addWatchlistHistory(watchlist);
  addWatchlistVersions(watchlist);
  addWatchlistDiff(watchlist);
  addWatchlistExport(watchlist);
  addWatchlistImport(watchlist);
  addWatchlistSync(watchlist);
  addWatchlistRefresh(watchlist);
  addWatchlistFormats(watchlist);
  addWatchlistRefused(watchlist);
  addWatchlistPropose(watchlist);
  addWatchlistProposals(watchlist);
  addWatchlistDecide(watchlist);
  addWatchlistWatch(watchlist);
  addWatchlistLookbacks(watchlist);
  addWatchlistDeposits(watchlist);
}
