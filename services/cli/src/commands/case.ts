import type { Command } from "commander";
import { addCaseExport } from "./case-export.ts";
import { addCaseList } from "./case-list.ts";
import { addCaseShow } from "./case-show.ts";

export function addCaseCommand(program: Command): void {
  const command = program
    .command("case")
    .description("cases, as whoever holds the database sees them: all. People work on theirs through the API");
  addCaseList(command);
  addCaseShow(command);
  addCaseExport(command);
}
