import type { CatalogueRow } from "./problem-row.ts";

/** What people who set and measure rules can meet. */
export const HEURISTIC_PROBLEMS = {
  heuristic_unknown: {
    title: "Unknown heuristic",
    hint: "Use one of the names that `redflag heuristic list` prints.",
    retry: "fatal",
  },
  parameters_invalid: {
    title: "Parameters are not valid",
    hint: "Correct every one named above; `redflag heuristic show` prints all of a rule with their ranges.",
    retry: "fatal",
  },
  heuristic_setting_refused: {
    title: "Not something that this heuristic can be set to",
    hint: "Nothing was changed. `redflag heuristic show` says what holds now.",
    retry: "fatal",
  },
  backtest_refused: {
    title: "Not a stretch that can be backtested",
    hint: "Give blocks that the lane has judged and retention keeps; `redflag coverage` shows what the ledger holds.",
    retry: "fatal",
  },
  backtests_full: {
    title: "You have as many backtests as may wait or run",
    hint: "Wait until one has ended, or cancel one.",
    retry: "fatal",
  },
  backtest_abandoned: {
    title: "Backtest never came to its end",
    hint: "Ask for a shorter stretch, or run `redflag backtest` and see what ends it.",
    retry: "fatal",
  },
  backtest_impossible: {
    title: "Not a rule that can be backtested",
    hint: "Give a rule that judges at the head or at the depth; `redflag heuristic list` says where each does.",
    retry: "fatal",
  },
} as const satisfies Record<string, CatalogueRow>;
