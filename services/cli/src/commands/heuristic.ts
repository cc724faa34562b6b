import type { Command } from "commander";
import { addHeuristicList } from "./heuristic-list.ts";
import { addHeuristicPrecision } from "./heuristic-precision.ts";
import { addHeuristicSettings } from "./heuristic-set.ts";
import { addHeuristicShow } from "./heuristic-show.ts";

export function addHeuristicCommand(program: Command): void {
  const heuristic = program
    .command("heuristic")
    .description(
      "the rules that transfers are judged by: what each looks for, how it is set, what is tried in shadow, and how often its " +
        "alerts were right",
    );
  addHeuristicList(heuristic);
  addHeuristicShow(heuristic);
  addHeuristicSettings(heuristic);
  addHeuristicPrecision(heuristic);
}
